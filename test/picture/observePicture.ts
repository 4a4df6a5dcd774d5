import { Mesh, ShaderMaterial, WebGLRenderTarget, type Object3D, type PerspectiveCamera } from 'three';
import { readCanvas } from './mountPicture.js';
import type { Box, Observation, Pose, Raster, SeenTimeline, ShownText, Vector } from './observation.js';

/** Reads everything of a picture but its pixels, which only the browser's driver can take. */
export function observePicture(element: HTMLElement): Omit<Observation, 'pixels'> {
  const { width, height } = readCanvas(element).gl.domElement.getBoundingClientRect();
  return {
    widthPx: width,
    heightPx: height,
    pose: readPose(element),
    unlit: readUnlit(element),
    texts: listTexts(element).filter(({ isApart }) => !isApart),
    rates: listRates(element),
    timeline: readTimeline(element),
    covers: listCovers(element),
    bar: findBar(element),
  };
}

function readPose(element: HTMLElement): Pose {
  const camera = readCanvas(element).camera as PerspectiveCamera;
  camera.updateMatrixWorld();
  const column = (n: number): Vector => {
    const [x, y, z] = camera.matrixWorld.elements.slice(4 * n, 4 * n + 3);
    return [x!, y!, z!];
  };
  const { view } = camera;
  return {
    right: column(0),
    up: column(1),
    back: column(2),
    position: column(3),
    fovRad: (camera.fov * Math.PI) / 180,
    shiftPx: view?.enabled === true ? [-view.offsetX, -view.offsetY] : [0, 0],
  };
}

/** Draws the surface alone, with light from everywhere and no other. */
function readUnlit(element: HTMLElement): Raster {
  const { gl, scene, camera, size } = readCanvas(element);
  const target = new WebGLRenderTarget(size.width, size.height);
  const hidden: Object3D[] = [];
  let light: { value: { toArray(): number[]; set(...amounts: number[]): void } } | undefined;
  scene.traverseVisible((object) => {
    const uniforms =
      object instanceof Mesh && object.material instanceof ShaderMaterial ? object.material.uniforms : {};
    if (uniforms['light'] !== undefined) light = uniforms['light'] as typeof light;
    else if ('geometry' in object) hidden.push(object);
  });
  if (light === undefined) throw new Error('No surface with a light is in the scene.');
  const amounts = light.value.toArray();
  light.value.set(1, 0, 0);
  for (const object of hidden) object.visible = false;
  const bottomUp = new Uint8Array(4 * size.width * size.height);
  gl.setRenderTarget(target);
  gl.setClearColor(0, 0);
  gl.clear();
  gl.render(scene, camera);
  gl.readRenderTargetPixels(target, 0, 0, size.width, size.height, bottomUp);
  gl.setRenderTarget(null);
  for (const object of hidden) object.visible = true;
  light.value.set(...amounts);
  target.dispose();
  return { width: size.width, height: size.height, data: turnOver(bottomUp, size.width, size.height) };
}

/** WebGL's first row is the lowest. */
function turnOver(data: Uint8Array, width: number, height: number): Uint8Array {
  const out = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    out.set(data.subarray(4 * width * y, 4 * width * (y + 1)), 4 * width * (height - 1 - y));
  }
  return out;
}

function boxOf(node: Element | Range, element: HTMLElement): Box {
  const outer = element.getBoundingClientRect();
  const { left, top, width, height } = node.getBoundingClientRect();
  return { leftPx: left - outer.left, topPx: top - outer.top, widthPx: width, heightPx: height };
}

const isShown = (node: Element): boolean =>
  node.checkVisibility({ visibilityProperty: true, opacityProperty: true });

/** Each element that holds text of its own, and the box of that text. */
function listTexts(element: HTMLElement): (ShownText & { readonly isApart: boolean })[] {
  return [...element.querySelectorAll('*')].filter(isShown).flatMap((node) => {
    const own = [...node.childNodes].filter((child) => child.nodeType === Node.TEXT_NODE);
    const text = own
      .map((child) => child.textContent)
      .join('')
      .trim();
    if (text === '') return [];
    const range = document.createRange();
    range.selectNodeContents(node);
    // Rates and the timeline are asked about by themselves.
    const isApart = node.closest('.gdv-rates, .gdv-rate-short, .gdv-timeline') !== null;
    return [{ className: node.getAttribute('class') ?? '', text, box: boxOf(range, element), isApart }];
  });
}

function listRates(element: HTMLElement): (readonly [term: string, value: string])[] {
  return [...element.querySelectorAll<HTMLElement>('.gdv-rate')]
    .filter(({ hidden }) => !hidden)
    .map(({ children: [term, value] }) => [term?.textContent ?? '', value?.textContent ?? '']);
}

function readTimeline(element: HTMLElement): SeenTimeline | null {
  const strip = element.querySelector('.gdv-strip');
  const slider = strip?.querySelector<HTMLInputElement>('input[type=range]');
  if (!strip || !slider || !isShown(strip)) return null;
  const middleOf = ({ leftPx, topPx, widthPx, heightPx }: Box) => ({
    xPx: leftPx + widthPx / 2,
    yPx: topPx + heightPx / 2,
  });
  return {
    strip: boxOf(strip, element),
    slider: boxOf(slider, element),
    thumbPx: 16,
    min: Number(slider.min),
    max: Number(slider.max),
    value: slider.valueAsNumber,
    valueText: slider.getAttribute('aria-valuetext') ?? '',
    dots: [...strip.querySelectorAll<HTMLElement>('.gdv-strip-dot')]
      .filter(({ hidden }) => !hidden)
      .map((dot) => middleOf(boxOf(dot, element))),
    lines: [...strip.querySelectorAll('.gdv-strip-line')].map((line) => {
      const [, name, value] = [...line.children].map(({ textContent }) => textContent.trim());
      return [name ?? '', value ?? ''];
    }),
  };
}

/** What lies over the picture: text, and whatever has a background or a border of its own. */
function listCovers(element: HTMLElement): Box[] {
  const parts = [...element.querySelectorAll('.gdv-overlay *')].filter(isShown).filter(isPainted);
  return [...listTexts(element).map(({ box }) => box), ...parts.map((part) => boxOf(part, element))];
}

function isPainted(node: Element): boolean {
  const { backgroundColor, backgroundImage, borderTopWidth } = getComputedStyle(node);
  const hasColor = backgroundColor !== 'transparent' && !/, 0\)$/.test(backgroundColor);
  return hasColor || backgroundImage !== 'none' || parseFloat(borderTopWidth) > 0;
}

function findBar(element: HTMLElement): Box | null {
  const bar = element.querySelector('.gdv-legend-bar');
  return bar !== null && isShown(bar) ? boxOf(bar, element) : null;
}
