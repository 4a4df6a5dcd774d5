import { useThree } from '@react-three/fiber';
import { useRef, type ReactNode } from 'react';
import type { Group } from 'three';
import type { DrawnSurface } from '../../view/drawnSurface.js';
import { computeSurfaceFit } from '../../view/fit.js';
import { isOnNewPlane, NO_START } from '../../view/pathStart.js';
import { FitAnimation } from './fitAnimation.js';
import type { SurfaceView } from '../../view/surfaceView.js';
import { useGuardedFrame } from '../useGuardedFrame.js';

/** World units between the surface's lowest point and the floor. */
const FLOOR_GAP = 0.06;
/** Where no surface is known the floor lies just above the flat ground: at the same height its lines would flicker. */
const ON_GROUND = -0.0015;

/** The groups move first, since labels and marker are placed by them in the same frame. */
const BEFORE_OTHERS = -2;

export interface StageProps {
  readonly surfaceView: SurfaceView;
  /** Whether a new surface eases in; else it is there at once. */
  readonly isEased: boolean;
  /** What lies on the surface: x and y normalized, heights in [0, 1], `(x, height, -y)`. */
  readonly children: ReactNode;
  /** What lies on the floor, in world units, its middle at the origin. */
  readonly floor: ReactNode;
  /** Height of the floor in world units, for shaders; written in each frame. */
  readonly floorY: { value: number };
}

/**
 * Puts the surface before the camera. The groups are nested as the coordinates are defined: the outermost fits,
 * the next is scaled by `(domainHalf, zScale, domainHalf)`, the innermost gives heights in [0, 1] the range of the losses,
 * whatever transform made them: a logarithmic display is as tall as the linear one.
 */
export function Stage({ surfaceView, isEased, children, floor, floorY }: StageProps) {
  const invalidate = useThree((state) => state.invalidate);
  const outer = useRef<Group>(null);
  const scaled = useRef<Group>(null);
  const heights = useRef<Group>(null);
  const ground = useRef<Group>(null);
  const animation = useRef<FitAnimation | null>(null);
  const shown = useRef<DrawnSurface | null>(null);
  const wasMoving = useRef(false);
  const start = useRef(NO_START);

  useGuardedFrame((_, dtS) => {
    if (!outer.current || !scaled.current || !heights.current || !ground.current) return;
    const surface = surfaceView.current;
    if (shown.current !== surface) {
      shown.current = surface;
      placeHeights(surface, scaled.current, heights.current);
      const {
        shown: { domainHalf },
        zScale,
        field,
      } = surface;
      const fit = computeSurfaceFit({ domainHalf, zScale }, field);
      animation.current ??= new FitAnimation(fit);
      // Units of two planes have nothing to do with each other; the picture before fades.
      const isNewPlane = isOnNewPlane(start.current, surfaceView.pathStart);
      animation.current.aim(fit, isEased && !isNewPlane);
    }
    start.current = surfaceView.pathStart;
    if (animation.current === null) return;
    // The time before the first frame of a movement does not count.
    animation.current.advance(wasMoving.current ? dtS : 0);
    const { scale, scaleY, offsetY, height } = animation.current.current;
    outer.current.scale.set(scale, scaleY, scale);
    outer.current.position.y = offsetY;
    ground.current.position.y = -height / 2 - (surface.isKnown ? FLOOR_GAP : ON_GROUND);
    floorY.value = ground.current.position.y;
    wasMoving.current = animation.current.isMoving;
    if (wasMoving.current) invalidate();
  }, BEFORE_OTHERS);

  return (
    <>
      <group ref={outer}>
        <group ref={scaled}>
          <group ref={heights}>{children}</group>
        </group>
      </group>
      <group ref={ground}>{floor}</group>
    </>
  );
}

/** A height of 2e-6 of the width cannot be seen, and the normals of flatter surfaces overflow on the GPU. */
const LEAST_HEIGHT = 4e-6;

function placeHeights({ shown, field, zScale }: DrawnSurface, scaled: Group, heights: Group): void {
  scaled.scale.set(shown.domainHalf, zScale, shown.domainHalf);
  const least = (LEAST_HEIGHT * shown.domainHalf) / Math.abs(zScale);
  // A flat surface lies at height 0.5 of a range of its own.
  const span = field.max > field.min ? Math.max(field.max - field.min, least) : 1;
  heights.position.y = field.max > field.min ? field.min : field.min - span / 2;
  heights.scale.y = span;
}
