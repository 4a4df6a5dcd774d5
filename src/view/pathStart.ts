import type { RunState } from '../run/runState.js';

/** Which path of which run is drawn: what distinguishes a path from the one before it. */
export interface PathStart extends Pick<RunState, 'startOrder' | 'descentOrder' | 'restartReason'> {
  /** Null without a run. */
  readonly runKey: string | null;
  /** The name of its plane, as the surface had it when the path began; null where it had none. */
  readonly plane: string | null;
}

export const NO_START: PathStart = {
  runKey: null,
  plane: null,
  startOrder: null,
  descentOrder: null,
  restartReason: null,
};

/** The newest path of a run. @param before - returned where it is still the same */
export function readPathStart(run: RunState | null, before: PathStart): PathStart {
  if (run === null) return before.runKey === null ? before : NO_START;
  const { key, startOrder, descentOrder, restartReason } = run;
  const isSame =
    before.runKey === key && before.startOrder === startOrder && before.descentOrder === descentOrder;
  if (isSame) return before;
  const plane = run.surface?.projection?.plane ?? null;
  return { runKey: key, plane, startOrder, descentOrder, restartReason };
}

/**
 * Whether a path is the one before it on another plane: the same training, sent anew. On a plane of the same name it is on
 * the plane before.
 */
export function isOnNewPlane(before: PathStart, now: PathStart): boolean {
  return (
    now.restartReason === 'projection' &&
    now.runKey === before.runKey &&
    before.startOrder !== null &&
    now.startOrder !== before.startOrder &&
    now.descentOrder === before.descentOrder &&
    (now.plane === null || now.plane !== before.plane)
  );
}
