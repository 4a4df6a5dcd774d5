import { useThree } from '@react-three/fiber';
import { useLayoutEffect, useMemo, useRef, type ReactNode } from 'react';
import type { Group } from 'three';
import type { DrawnSurface } from './drawnSurface.js';
import { computeSurfaceFit } from './fit.js';
import { FitAnimation } from './fitAnimation.js';
import { useGuardedFrame } from './useGuardedFrame.js';

/** World units between the surface's lowest point and the floor. */
const FLOOR_GAP = 0.06;

/** Labels and marker are placed by where the groups stand in this frame, so the groups move first. */
const BEFORE_OTHERS = -2;

export interface StageProps {
  readonly surface: DrawnSurface;
  /** Whether a new surface eases in; else it is there at once. */
  readonly isEased: boolean;
  /** What lies on the surface: x and y normalized, heights in [0, 1], `(x, height, -y)`. */
  readonly children: ReactNode;
  /** What lies on the floor, in world units, its middle at the origin. */
  readonly floor: ReactNode;
}

/**
 * Puts the surface before the camera. The groups are nested as the coordinates are defined: the outermost fits,
 * the next is scaled by `(domainHalf, zScale, domainHalf)`, the innermost gives heights in [0, 1] the range of the losses,
 * whatever transform made them: a logarithmic display is as tall as the linear one.
 */
export function Stage({ surface, isEased, children, floor }: StageProps) {
  const invalidate = useThree((state) => state.invalidate);
  const outer = useRef<Group>(null);
  const ground = useRef<Group>(null);
  const fit = useMemo(() => computeSurfaceFit(surface.shown, surface.field), [surface]);
  const animation = useRef<FitAnimation | null>(null);
  const wasMoving = useRef(false);

  useLayoutEffect(() => {
    animation.current ??= new FitAnimation(fit);
    animation.current.aim(fit, isEased);
    invalidate();
  }, [fit, isEased, invalidate]);

  useGuardedFrame((_, dtS) => {
    if (animation.current === null || outer.current === null || ground.current === null) return;
    // The time before the first frame of a movement was rest.
    animation.current.advance(wasMoving.current ? dtS : 0);
    const { scale, scaleY, offsetY, height } = animation.current.current;
    outer.current.scale.set(scale, scaleY, scale);
    outer.current.position.y = offsetY;
    ground.current.position.y = -height / 2 - FLOOR_GAP;
    wasMoving.current = animation.current.isMoving;
    if (wasMoving.current) invalidate();
  }, BEFORE_OTHERS);

  const { shown, field } = surface;
  // A flat surface lies at height 0.5 of a range of its own.
  const span = field.max > field.min ? field.max - field.min : 1;
  const bottom = field.max > field.min ? field.min : field.min - span / 2;
  return (
    <>
      <group ref={outer}>
        <group scale={[shown.domainHalf, shown.zScale, shown.domainHalf]}>
          <group position-y={bottom} scale-y={span}>
            {children}
          </group>
        </group>
      </group>
      <group ref={ground}>{floor}</group>
    </>
  );
}
