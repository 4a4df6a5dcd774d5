import { useThree } from '@react-three/fiber';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import {
  BufferAttribute,
  BufferGeometry,
  Color,
  type ShaderMaterial,
  SRGBColorSpace,
  type Camera,
  type LineSegments,
} from 'three';
import { createShaderMaterial } from '../shaderMaterial.js';
import { computeAxisTicks } from './axisTicks.js';
import type { Picture } from './picture.js';
import type { SceneTheme } from '../sceneTheme.js';
import { FloorLabels, type FloorLabel, type ScreenLabels } from './screenLabels.js';
import { useDisposable } from '../useDisposable.js';
import { useGuarded } from '../useGuardedFrame.js';

export interface FloorProps {
  /** Half the side of the domain, in surface units. */
  readonly domainHalf: number;
  readonly theme: SceneTheme;
  /** Is marked when the floor has changed, and then draws its ground again. */
  readonly picture: Picture;
  /** Null where the axes have none. */
  readonly labels: ScreenLabels | null;
  /** Renders a tick's position. */
  readonly formatTick: (value: number) => string;
  readonly titleX: string;
  readonly titleY: string;
}

/** The floor below the surface: its frame, a line at each tick of x and y, and their labels along the near edges. */
export function Floor({ domainHalf, theme, picture, labels, formatTick, titleX, titleY }: FloorProps) {
  const invalidate = useThree((state) => state.invalidate);
  const size = useThree((state) => state.size);
  const pixelRatio = useThree((state) => state.viewport.dpr);
  // Labels stand on whole pixels of the screen: a new object when those change.
  const screen = useMemo(() => ({ width: size.width, height: size.height, pixelRatio }), [size, pixelRatio]);
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

  useLayoutEffect(() => {
    picture.markGround();
    invalidate();
  }, [lines, picture, invalidate]);
  useEffect(() => {
    if (labels === null) return;
    const floorLabels = createFloorLabels(ticks, domainHalf, formatTick, { x: titleX, y: titleY });
    labels.set(floorLabels);
    placement.current = new FloorLabels(labels, floorLabels);
    // Labels are placed when the floor is drawn.
    picture.markGround();
    invalidate();
    return () => {
      placement.current = null;
      labels.remove(floorLabels);
    };
  }, [labels, ticks, domainHalf, formatTick, titleX, titleY, picture, invalidate]);

  const placeLabels = useGuarded((_renderer: unknown, _scene: unknown, camera: Camera) => {
    if (floor.current !== null) placement.current?.place(floor.current, camera, screen);
  });

  return (
    <lineSegments
      ref={floor}
      geometry={lines}
      material={material}
      dispose={null}
      // Drawn out of sight too, since drawing it is what hides its labels.
      frustumCulled={false}
      onAfterRender={placeLabels}
    />
  );
}

const createLineMaterial = (): ShaderMaterial =>
  createShaderMaterial({
    vertexShader: /* glsl */ `
in vec3 lineColor;
varying vec3 vColor;
void main() {
  vColor = lineColor;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}
`,
    fragmentShader: /* glsl */ `
varying vec3 vColor;
void main() {
  gl_FragColor = vec4(vColor, 1.0);
}
`,
  });

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
    i % 3 === 0 ? toSrgb(i < inner.length * 12 ? gridLine : frame) : [],
  );
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(new Float32Array(lines), 3));
  geometry.setAttribute('lineColor', new BufferAttribute(new Float32Array(colors), 3));
  return geometry;
}

/** A CSS colour as it goes to the canvas: sRGB, in [0, 1]. */
function toSrgb(color: string): number[] {
  const { r, g, b } = new Color(color).getRGB({ r: 0, g: 0, b: 0 }, SRGBColorSpace);
  return [r, g, b];
}

function createFloorLabels(
  ticks: readonly number[],
  domainHalf: number,
  formatTick: (value: number) => string,
  titles: Readonly<Record<'x' | 'y', string>>,
): FloorLabel[] {
  const axes = ['x', 'y'] as const;
  return axes.flatMap((axis) => [
    ...ticks.map((tick): FloorLabel => ({
      axis,
      place: tick / domainHalf,
      text: formatTick(tick),
      kind: 'tick',
    })),
    { axis, place: 0, text: titles[axis], kind: 'title' },
  ]);
}
