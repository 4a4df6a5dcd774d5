import type { ComponentType, ReactNode } from 'react';
import { SlotPlace } from './SlotPlace.js';

export interface PartProps<Props> {
  readonly name: string;
  /** The host's; null leaves the part out, undefined is ours. */
  readonly slot: ComponentType<Props> | null | undefined;
  readonly props: Props;
  /** Ours. */
  readonly children: ReactNode;
}

/** A part of the text over the picture: ours, the host's, or none. */
export function Part<Props extends object>({ name, slot, props, children }: PartProps<Props>) {
  if (slot === undefined) return children;
  return slot === null ? null : <SlotPlace name={name} of={slot} props={props} />;
}
