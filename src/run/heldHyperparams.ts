import {
  HYPERPARAM_NAMES,
  isNamedHyperparam,
  listHyperparams,
  MAX_OTHER_HYPERPARAMS,
} from '../protocol/contract/hyperparams.js';
import type { EventOrder } from '../protocol/envelope.js';
import type { Hyperparams, HyperparamsReceived, OtherHyperparam } from '../protocol/events.js';
import { isSameContent } from '../protocol/sameContent.js';
import { isLater, type Ordered } from './orderedEvent.js';

const NO_HYPERPARAMS: Hyperparams = {};

/** A value, and the event that states it, without the event's other values. */
interface HeldValue<Origin> {
  readonly order: EventOrder;
  readonly value: OtherHyperparam['value'];
  readonly origin: Origin;
}

/**
 * The hyperparameters of a run: each is from the latest event that states it. Of those that the contract does not name the
 * first 64 by name are held, of all that came, whatever came first: one that is evicted has 64 before it for good.
 */
export class HeldHyperparams<Origin = undefined> {
  /** What is held; the same object as long as nothing of it changes. */
  values = NO_HYPERPARAMS;
  private readonly byName = new Map<string, HeldValue<Origin>>();

  /** Where the events came from that state what is held. */
  get origins(): readonly Origin[] {
    return [...this.byName.values()].map(({ origin }) => origin);
  }

  /** Takes in what one event says. */
  apply({ order, event, origin }: Ordered<HyperparamsReceived, Origin>): void {
    for (const { name, value } of listHyperparams(event.values))
      if (isLater(order, this.byName.get(name) ?? null)) this.byName.set(name, { order, value, origin });
    const others = [...this.byName.keys()].filter((name) => !isNamedHyperparam(name)).sort();
    for (const name of others.splice(MAX_OTHER_HYPERPARAMS)) this.byName.delete(name);
    const held = this.listValues(others);
    if (!isSameContent(this.values, held)) this.values = held;
  }

  private listValues(namesOfOthers: readonly string[]): Hyperparams {
    const valueOf = (name: string) => this.byName.get(name)?.value;
    const named: Hyperparams = Object.fromEntries(
      HYPERPARAM_NAMES.filter((name) => this.byName.has(name)).map((name) => [name, valueOf(name)]),
    );
    if (namesOfOthers.length === 0) return named;
    return { ...named, others: namesOfOthers.map((name) => ({ name, value: valueOf(name)! })) };
  }
}
