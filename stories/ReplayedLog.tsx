import { useEffect, useState } from 'react';
import { createRunStore, GradientDescentViz, type GradientDescentVizStyle } from '../src/index.js';

export interface ReplayedLogProps extends GradientDescentVizStyle {
  /** A recorded stream: a message a line. */
  readonly log: string;
  /** Times the recorded pace. */
  readonly speed: number;
}

/** A recorded stream at its own pace, as a socket would deliver it. */
export function ReplayedLog({ log, speed, ...style }: ReplayedLogProps) {
  const [store] = useState(() => createRunStore());
  useEffect(() => {
    store.clear();
    const lines = log.split('\n').filter((line) => line !== '');
    const firstMs = timeOf(lines[0] ?? '') ?? 0;
    let lastMs = firstMs;
    const timers = lines.map((line) => {
      lastMs = timeOf(line) ?? lastMs;
      return setTimeout(() => store.ingest(line), (lastMs - firstMs) / speed);
    });
    return () => timers.forEach(clearTimeout);
  }, [store, log, speed]);
  return <GradientDescentViz store={store} {...style} />;
}

function timeOf(line: string): number | null {
  const found = /"ts": ?(\d+)/.exec(line)?.[1];
  return found === undefined ? null : Number(found);
}
