import { useMemo } from 'react';
import type { RunStore } from './run/runStore.js';
import { Timeline } from './ui/timeline/Timeline.js';
import { createMeasuredHeights } from './view/curve/measuredHeights.js';
import { Paced } from './view/paced.js';
import type { SurfaceText } from './view/surfaceText.js';
import type { ViewPlayback } from './view/viewPlayback.js';

interface TimelinePartProps {
  readonly store: RunStore;
  readonly surfaceText: SurfaceText;
  readonly playback: ViewPlayback;
  /** What the host says of the surface; undefined leaves it to the events. */
  readonly surfaceSource: 'measured' | 'illustrative' | undefined;
  /** Whether it is shown where there is room, or always. */
  readonly isAuto: boolean;
}

/** The timeline of a view, under its picture. */
export function TimelinePart({ store, surfaceText, playback, surfaceSource, isAuto }: TimelinePartProps) {
  const runs = useMemo(() => new Paced(store), [store]);
  const measured = useMemo(
    () => createMeasuredHeights(surfaceText, surfaceSource),
    [surfaceText, surfaceSource],
  );
  return <Timeline {...{ runs, playback, measured, isAuto }} readPlanes={surfaceText.readPlanes} />;
}
