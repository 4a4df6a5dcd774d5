import {
  type Color,
  Group,
  Mesh,
  Vector3,
  Vector4,
  type BufferGeometry,
  type ShaderMaterial,
  type WebGLRenderer,
} from 'three';
import type { VertexRange } from '../path/drawnPath.js';
import type { PathView } from '../path/pathView.js';
import type { DescentView } from './descentView.js';
import { createMarkerGeometry, createMarkerMaterial, type MarkerStyle } from './markerMaterial.js';
import { createPathLineGeometry, type PathLineGeometry } from './pathLineGeometry.js';
import { createPathLineMaterial, type PathLineStyle } from './pathLineMaterial.js';
import type { SceneTheme } from './sceneTheme.js';
import { createScreenUniforms, updateScreenUniforms } from './screenUniforms.js';

/** The line's passes, in the order in which they are drawn: hidden parts faintly, then the dark edge, then the line. */
const HIDDEN_LINE: PathLineStyle = { widthPx: 2, lift: 0.012, opacity: 0.3, isHiddenPart: true };
const CASING: PathLineStyle = { widthPx: 5.5, lift: 0.01, opacity: 0.8, isHiddenPart: false };
const LINE: PathLineStyle = { widthPx: 3, lift: 0.012, opacity: 1, isHiddenPart: false };
const START: MarkerStyle = { radiusPx: 3.5, ringPx: 2, haloPx: 0, opacity: 1, isHiddenPart: false };
const HIDDEN_MARKER: MarkerStyle = { radiusPx: 6, ringPx: 2, haloPx: 0, opacity: 0.4, isHiddenPart: true };
const MARKER: MarkerStyle = { radiusPx: 7, ringPx: 2.5, haloPx: 12, opacity: 1, isHiddenPart: false };

/** The three.js objects of a descent: the line in three passes, the start's dot, the marker in two. */
export class DescentObjects {
  readonly object = new Group();
  private readonly screen = createScreenUniforms();
  private readonly line = {
    ...this.screen,
    headVertex: { value: 0 },
    head: { value: new Vector4() },
  };
  private readonly markerPlace = { ...this.screen, place: { value: new Vector3() } };
  private readonly startPlace = { ...this.screen, place: { value: new Vector3() } };
  private readonly lineGeometry: PathLineGeometry = createPathLineGeometry();
  private readonly quad = createMarkerGeometry();
  private readonly hiddenLine = createPathLineMaterial(this.line, HIDDEN_LINE);
  private readonly casing = createPathLineMaterial(this.line, CASING);
  private readonly core = createPathLineMaterial(this.line, LINE);
  private readonly start = createMarkerMaterial(this.startPlace, START);
  private readonly hiddenMarker = createMarkerMaterial(this.markerPlace, HIDDEN_MARKER);
  private readonly marker = createMarkerMaterial(this.markerPlace, MARKER);
  private readonly lines: readonly Mesh[];
  private readonly startMesh: Mesh;

  constructor() {
    const { current } = this.lineGeometry;
    this.lines = [this.hiddenLine, this.casing, this.core].map((material) => this.add(current, material));
    this.startMesh = this.add(this.quad, this.start);
    this.add(this.quad, this.hiddenMarker);
    this.add(this.quad, this.marker);
  }

  paint(theme: SceneTheme): void {
    for (const material of [this.hiddenLine, this.core]) {
      setColor(material, 'oldColor', theme.pathOld);
      setColor(material, 'newColor', theme.pathNew);
    }
    setColor(this.casing, 'oldColor', theme.pathCasing);
    setColor(this.casing, 'newColor', theme.pathCasing);
    setColor(this.start, 'color', theme.start);
    setColor(this.start, 'ringColor', theme.markerRing);
    for (const material of [this.hiddenMarker, this.marker]) {
      setColor(material, 'color', theme.marker);
      setColor(material, 'ringColor', theme.markerRing);
    }
  }

  /** Takes over what a view shows at this moment. */
  show(view: DescentView, path: PathView, changed: VertexRange | null, renderer: WebGLRenderer): void {
    const { drawn, marker } = view;
    if (changed !== null && this.lineGeometry.update(drawn, changed)) {
      for (const mesh of this.lines) mesh.geometry = this.lineGeometry.current;
    }
    this.line.headVertex.value = marker.vertex;
    this.line.head.value.set(marker.x, marker.y, marker.height, 0);
    this.markerPlace.place.value.set(marker.x, marker.y, marker.height);
    this.startPlace.place.value.fromArray(drawn.vertices);
    this.startMesh.visible = path.stepAt(0) === 0 && path.length > 1;
    updateScreenUniforms(this.screen, renderer);
  }

  dispose(): void {
    this.lineGeometry.dispose();
    this.quad.dispose();
    for (const mesh of this.object.children)
      if (mesh instanceof Mesh) (mesh.material as ShaderMaterial).dispose();
  }

  private add(geometry: BufferGeometry, material: ShaderMaterial): Mesh {
    const mesh = new Mesh(geometry, material);
    // The shaders move the vertices: three would cull by where the quads stand.
    mesh.frustumCulled = false;
    mesh.renderOrder = 1 + this.object.children.length;
    this.object.add(mesh);
    return mesh;
  }
}

function setColor(material: ShaderMaterial, name: string, color: string): void {
  (material.uniforms[name]!.value as Color).set(color);
}
