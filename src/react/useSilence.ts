import { useEffect, useState, useSyncExternalStore } from 'react';
import type { RunState } from '../run/runState.js';
import { SilenceWatch } from './silenceWatch.js';

/**
 * For how long no point of a run has come, in seconds, as `SilenceWatch` has it; null while it is not silent, and once it
 * has ended.
 * @param run - as it is shown, or null
 * @param awaits - see `SilenceWatch`
 */
export function useSilence(
  run: RunState | null,
  awaits: Parameters<SilenceWatch['follow']>[1],
): number | null {
  const [watch] = useState(() => new SilenceWatch());
  const silentS = useSyncExternalStore(watch.subscribe, watch.getState, () => null);
  // The path is live, so that an effect's list would not say whether it has grown.
  useEffect(() => watch.follow(run?.status === 'running' ? run : null, awaits));
  return silentS;
}
