import { HYPERPARAM_NAMES, MAX_OTHER_HYPERPARAMS } from '../protocol/contract/hyperparams.js';
import type { EventOrder } from '../protocol/envelope.js';
import type { Hyperparams, OtherHyperparam } from '../protocol/events.js';
import { isSameContent } from '../protocol/sameContent.js';
import { later, type Said } from './said.js';

const NO_HYPERPARAMS: Hyperparams = {};

/**
 * The hyperparameters of a run: each is from the latest event that states it. Of those that the contract does not name the
 * first 64 by name are held, of all that came, whatever came first: one that is evicted has 64 before it for good.
 */
export class HeldHyperparams {
  /** What is held; the same object as long as nothing of it changes. */
  values = NO_HYPERPARAMS;
  private readonly named = new Map<(typeof HYPERPARAM_NAMES)[number], Said<number>>();
  private readonly others = new Map<string, Said<OtherHyperparam['value']>>();

  /** Takes in what one event says. */
  apply(order: EventOrder, values: Hyperparams): void {
    for (const name of HYPERPARAM_NAMES) {
      const value = values[name];
      if (value !== undefined) this.named.set(name, later(this.named.get(name) ?? null, order, value));
    }
    for (const { name, value } of values.others ?? [])
      this.others.set(name, later(this.others.get(name) ?? null, order, value));
    const names = [...this.others.keys()].sort();
    for (const name of names.splice(MAX_OTHER_HYPERPARAMS)) this.others.delete(name);
    const held = this.listValues(names);
    if (!isSameContent(this.values, held)) this.values = held;
  }

  private listValues(namesOfOthers: readonly string[]): Hyperparams {
    const values: { -readonly [Name in (typeof HYPERPARAM_NAMES)[number]]?: number } = {};
    for (const name of HYPERPARAM_NAMES) {
      const said = this.named.get(name);
      if (said !== undefined) values[name] = said.value;
    }
    if (namesOfOthers.length === 0) return values;
    return {
      ...values,
      others: namesOfOthers.map((name) => ({ name, value: this.others.get(name)!.value })),
    };
  }
}
