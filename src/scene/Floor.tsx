import { useThree } from '@react-three/fiber';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { BufferAttribute, BufferGeometry, LineBasicMaterial, Vector3, type Group } from 'three';
import { computeAxisTicks } from './axisTicks.js';
import type { SceneTheme } from './sceneTheme.js';
import { placeFloorLabels, type FloorLabel, type ScreenLabels } from './screenLabels.js';
import { useDisposable } from './useDisposable.js';
import { useGuardedFrame } from './useGuardedFrame.js';

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
  const group = useRef<Group>(null);
  const ticks = useMemo(() => computeAxisTicks(domainHalf), [domainHalf]);
  const grid = useDisposable(useCallback(() => createGridGeometry(ticks, domainHalf), [ticks, domainHalf]));
  const frame = useDisposable(createFrameGeometry);
  const gridMaterial = useDisposable(createLineMaterial);
  const frameMaterial = useDisposable(createLineMaterial);
  const floorLabels = useMemo(
    () => createFloorLabels(ticks, domainHalf, formatTick),
    [ticks, domainHalf, formatTick],
  );

  useLayoutEffect(() => {
    gridMaterial.color.set(theme.gridLine);
    frameMaterial.color.set(theme.frame);
    invalidate();
  }, [gridMaterial, frameMaterial, theme, invalidate]);
  useEffect(() => {
    labels.set(floorLabels);
    invalidate();
    return () => labels.set([]);
  }, [labels, floorLabels, invalidate]);

  // After the camera and the fit have moved.
  useGuardedFrame(({ camera, size }) => {
    if (group.current === null) return;
    placeFloorLabels(labels, floorLabels, group.current, camera, size);
  });

  return (
    <group ref={group}>
      <lineSegments geometry={grid} material={gridMaterial} dispose={null} />
      <lineSegments geometry={frame} material={frameMaterial} dispose={null} />
    </group>
  );
}

const createLineMaterial = (): LineBasicMaterial => new LineBasicMaterial();

function createLineGeometry(points: readonly number[]): BufferGeometry {
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(new Float32Array(points), 3));
  return geometry;
}

function createFrameGeometry(): BufferGeometry {
  const corners = [
    new Vector3(-1, 0, -1),
    new Vector3(1, 0, -1),
    new Vector3(1, 0, 1),
    new Vector3(-1, 0, 1),
  ];
  return createLineGeometry(
    corners.flatMap((corner, i) => [...corner.toArray(), ...corners[(i + 1) % 4]!.toArray()]),
  );
}

function createGridGeometry(ticks: readonly number[], domainHalf: number): BufferGeometry {
  const inner = ticks.map((tick) => tick / domainHalf).filter((place) => Math.abs(place) < 0.999);
  return createLineGeometry(
    inner.flatMap((place) => [place, 0, -1, place, 0, 1, -1, 0, -place, 1, 0, -place]),
  );
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
