import { useThree } from '@react-three/fiber';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { computeLineDetail } from '../../path/lineDetail.js';
import { selectShownRun } from '../../run/selectors.js';
import type { RunStore } from '../../run/runStore.js';
import { computeUnitPx } from '../stage/camera.js';
import type { DescentObjects } from './descentObjects.js';
import { DescentView } from '../../view/descentView.js';
import { EndMark, selectMarkedEnd } from '../../view/endMark.js';
import { PathLosses } from '../../view/pathLosses.js';
import { FieldScale } from '../../view/fieldScale.js';
import { hasRoomForTicks, PathMarks } from '../../view/marks/pathMarks.js';
import type { SurfaceSource } from '../../protocol/events.js';
import { placeOnScreen } from './placeOnScreen.js';
import type { ScreenPlaces } from './screenPlaces.js';
import type { DrawnSurface } from '../../view/drawnSurface.js';
import { GlideClock } from './glideClock.js';
import type { PathStyle } from './pathStyle.js';
import type { PictureFacts } from '../../view/pictureFacts.js';
import { PlaneChange } from './planeChange.js';
import type { PictureQuality } from '../stage/pictureQuality.js';
import type { SurfaceView } from '../../view/surfaceView.js';
import { useGuardedFrame } from '../useGuardedFrame.js';
import { usePageReturn } from './usePageReturn.js';
import { useStoreFrames } from './useStoreFrames.js';
import type { ViewPlayback } from '../../view/viewPlayback.js';

/** Height of every vertex of a line that the shader drapes: a new surface then changes no vertex. */
const onGround = (): number => 0;

export interface DescentProps extends Required<PathStyle> {
  readonly store: RunStore;
  readonly surfaceView: SurfaceView;
  readonly facts: PictureFacts;
  readonly objects: DescentObjects;
  /** Receives where points of the path are on screen. */
  readonly screenPlaces: ScreenPlaces;
  /** Where in the run's time the marker is. */
  readonly playback: ViewPlayback;
  /** Says how often a glide may draw. */
  readonly quality: PictureQuality;
  /** Whether the marker glides to new points; else it jumps. */
  readonly isGliding: boolean;
  /** Whether the surface's heights are the loss, where the host says so; undefined leaves it to the events. */
  readonly surfaceSource: SurfaceSource | undefined;
  /** Whether round steps are marked; undefined where there is room for them. */
  readonly stepTicks: boolean | undefined;
}

/** The shown run's path on its surface, and the marker going down it. Follows the store without React. */
export function Descent({
  store,
  surfaceView,
  facts,
  objects,
  screenPlaces,
  playback,
  quality,
  isGliding,
  crowdedPath,
  missingSteps,
  hiddenMarker,
  pathColor,
  surfaceSource,
  stepTicks,
}: DescentProps) {
  const invalidate = useThree((state) => state.invalidate);
  const [clock] = useState(() => new GlideClock());
  const [scales] = useState(() => new FieldScale());
  const planes = useMemo(() => new PlaneChange(objects), [objects]);
  const shownGround = useRef<DrawnSurface | null>(null);
  const shown = useRef<ShownDescent | null>(null);

  const wasPlaying = useRef(false);
  /** Whether the playback changes by this frame's time: that is drawn at once. */
  const isAdvancing = useRef(false);
  useStoreFrames(store);
  const hasReturned = usePageReturn(invalidate);
  useEffect(() => {
    invalidate();
    return playback.subscribe(() => {
      if (!isAdvancing.current) invalidate();
    });
  }, [playback, invalidate]);
  useLayoutEffect(() => {
    objects.style({ crowdedPath, missingSteps, hiddenMarker, pathColor });
    invalidate();
  }, [objects, crowdedPath, missingSteps, hiddenMarker, pathColor, invalidate]);

  const get = useThree((state) => state.get);
  useEffect(
    () =>
      screenPlaces.attach((run, index) => {
        const view = shown.current?.key === run.key ? shown.current.view : null;
        const { camera, size } = get();
        const { heightAt } = surfaceView.current;
        return placeOnScreen({ run, index, view, heightAt, object: objects.object, camera, size });
      }),
    [screenPlaces, surfaceView, objects, get],
  );

  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const askAgain = (): void => {
    clearTimeout(timer.current);
    // A timer, since asking for a frame too early would use up one of the page's.
    if (clock.restMs > 0) timer.current = setTimeout(invalidate, clock.restMs);
    else invalidate();
  };

  useGuardedFrame(({ gl, size }, dtS) => {
    const run = selectShownRun(store.getState());
    if (surfaceView.holdsPath && run !== null && shown.current?.key === run.key) return;
    if (run === null || run.path.length === 0) return objects.hide();
    if (shown.current?.key !== run.key) shown.current = createShown(run.key);
    const { view, end, marks, losses } = shown.current;
    clock.add(1000 * dtS);
    const ground = surfaceView.current;
    // On a new surface the line is drawn at once.
    const isOnTheWay = view.isMoving || wasPlaying.current || planes.isMoving || end.pulse !== null;
    if (clock.restMs > 0 && isOnTheWay && ground === shownGround.current) return askAgain();
    shownGround.current = ground;
    const drape = ground.isWhole ? onGround : ground.heightAt;
    const unitPx = computeUnitPx(size.width, size.height);
    view.drawn.fitTo(computeLineDetail(unitPx, gl.getPixelRatio()));
    const { heightAt } = ground;
    const sinceS = clock.take(quality.leastGapMs) / 1000;
    const glides = isGliding && !hasReturned.current;
    hasReturned.current = false;
    // What plays starts now: the time since the last frame was rest.
    isAdvancing.current = true;
    const isPlaying = playback.advance(run, wasPlaying.current ? sinceS : 0);
    isAdvancing.current = false;
    wasPlaying.current = isPlaying;
    const { mode } = playback.getState();
    const heldStep = mode === 'following' ? null : playback.shownStep;
    const changed = view.advance(run.path, heightAt, sinceS, glides, drape, run.reportEvery, heldStep);
    const start = surfaceView.pathStart;
    planes.advance({ start, path: run.path, view, ground, dtS: sinceS, isAnimated: isGliding });
    objects.line.unitPx = unitPx;
    objects.show(view, run.path, changed, ground, gl);
    end.advance(selectMarkedEnd(run), view.isAtLast, sinceS, glides);
    objects.marks.showEnd(end);
    const isMeasured = ground.isKnown && (surfaceSource ?? ground.shown.source) === 'measured';
    if (pathColor === 'loss') {
      const scale = isMeasured ? scales.of(ground.field) : null;
      objects.line.showLosses(losses, losses.update(run.path, view.drawn, changed, scale), gl);
    }
    const hasTicks = stepTicks ?? hasRoomForTicks(size);
    marks.update(run, view, isMeasured ? ground : null, hasTicks ? unitPx : null);
    // On its way to a new plane the path has no marks but its marker.
    const areMarked = !planes.isMoving;
    objects.marks.showStem(areMarked ? marks.stem : null);
    objects.marks.show(
      areMarked ? marks.ticks : [],
      areMarked ? marks.best : null,
      run.path,
      view.drawn,
      heightAt,
    );
    facts.setSimplifiedPx(view.drawn.greatestError * unitPx);
    if (view.isMoving || isPlaying || planes.isMoving || end.pulse !== null || marks.isBehind) askAgain();
  });

  return <primitive object={objects.object} dispose={null} />;
}

/** What is drawn of a run. */
interface ShownDescent {
  readonly key: string;
  readonly view: DescentView;
  readonly end: EndMark;
  readonly marks: PathMarks;
  readonly losses: PathLosses;
}

function createShown(key: string): ShownDescent {
  return {
    key,
    view: new DescentView(),
    end: new EndMark(),
    marks: new PathMarks(),
    losses: new PathLosses(),
  };
}
