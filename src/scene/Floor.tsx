import { useThree } from '@react-three/fiber';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import {
  BufferAttribute,
  BufferGeometry,
  Color,
  LineBasicMaterial,
  type Camera,
  type LineSegments,
} from 'three';
import { computeAxisTicks } from './axisTicks.js';
import type { SceneTheme } from './sceneTheme.js';
import { FloorLabels, type FloorLabel, type ScreenLabels } from './screenLabels.js';
import { useDisposable } from './useDisposable.js';
import { useGuarded } from './useGuardedFrame.js';

export interface FloorProps {
  /** Half the side of the domain, in surface units. */
  readonly domainHalf: number;
  readonly theme: SceneTheme;
  readonly labels: ScreenLabels;
  /** Renders a tick's position. */
  readonly formatTick: (value: number) => string;
}

/** The floor below the surface: its frame, a line at each tick of x and y, and their labels along the near edges. */
export function Floor({ domainHalf, theme, labels, formatTick }: FloorProps) {
  const invalidate = useThree((state) => state.invalidate);
  const size = useThree((state) => state.size);
  const floor = useRef<LineSegments>(null);
  const ticks = useMemo(() => computeAxisTicks(domainHalf), [domainHalf]);
  const { gridLine, frame } = theme;
  const createLines = useCallback(
    () => createFloorGeometry(ticks, domainHalf, gridLine, frame),
    [ticks, domainHalf, gridLine, frame],
  );
  const lines = useDisposable(createLines);
  const material = useDisposable(createLineMaterial);
  const placement = useRef<FloorLabels | null>(null);

  useLayoutEffect(() => invalidate(), [lines, invalidate]);
  useEffect(() => {
    const floorLabels = createFloorLabels(ticks, domainHalf, formatTick);
    labels.set(floorLabels);
    placement.current = new FloorLabels(labels, floorLabels);
    invalidate();
    return () => {
      placement.current = null;
      labels.remove(floorLabels);
    };
  }, [labels, ticks, domainHalf, formatTick, invalidate]);

  const placeLabels = useGuarded((_renderer: unknown, _scene: unknown, camera: Camera) => {
    if (floor.current !== null) placement.current?.place(floor.current, camera, size);
  });

  return (
    <lineSegments
      ref={floor}
      geometry={lines}
      material={material}
      dispose={null}
      // It would not be drawn out of sight, and its labels not be put away.
      frustumCulled={false}
      onAfterRender={placeLabels}
    />
  );
}

const createLineMaterial = (): LineBasicMaterial => new LineBasicMaterial({ vertexColors: true });

/** The lines at the ticks, then the frame, in one draw call. */
function createFloorGeometry(
  ticks: readonly number[],
  domainHalf: number,
  gridLine: string,
  frame: string,
): BufferGeometry {
  const inner = ticks.map((tick) => tick / domainHalf).filter((place) => Math.abs(place) < 0.999);
  const lines = [
    ...inner.flatMap((place) => [place, 0, -1, place, 0, 1, -1, 0, -place, 1, 0, -place]),
    ...[-1, 1].flatMap((edge) => [edge, 0, -1, edge, 0, 1, -1, 0, edge, 1, 0, edge]),
  ];
  const colors = lines.flatMap((_, i) =>
    i % 3 === 0 ? new Color(i < inner.length * 12 ? gridLine : frame).toArray() : [],
  );
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(new Float32Array(lines), 3));
  geometry.setAttribute('color', new BufferAttribute(new Float32Array(colors), 3));
  return geometry;
}

function createFloorLabels(
  ticks: readonly number[],
  domainHalf: number,
  formatTick: (value: number) => string,
): FloorLabel[] {
  const axes = ['x', 'y'] as const;
  return axes.flatMap((axis) => [
    ...ticks.map((tick): FloorLabel => ({
      axis,
      place: tick / domainHalf,
      text: formatTick(tick),
      kind: 'tick',
    })),
    { axis, place: 0, text: axis, kind: 'title' },
  ]);
}
