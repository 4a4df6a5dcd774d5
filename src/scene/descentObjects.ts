import { Group, Mesh, Vector4, type WebGLRenderer } from 'three';
import type { VertexRange } from '../path/drawnPath.js';
import type { PathView } from '../path/pathView.js';
import { DensityTexture } from './densityTexture.js';
import type { DescentView } from './descentView.js';
import type { FieldTexture } from './fieldTexture.js';
import type { PathStyle } from './pathStyle.js';
import { PathTexture } from './pathTexture.js';
import type { SceneTheme } from './sceneTheme.js';
import { createScreenUniforms, updateScreenUniforms } from './screenUniforms.js';
import { createStrokeGeometry, TILE_QUADS } from './strokeGeometry.js';
import { computeQuads, createStrokeMaterial, paintStrokes, type StrokeUniforms } from './strokeMaterial.js';
import type { StrokePasses } from './strokeStyles.js';

/** Nearer to the eye than any part of the line, by the same measure. */
const DOT_LIFT = 0.02;

const LINE = { ringPx: 0, haloPx: 0, fill: 1 } as const;

/** From a marker that is not seen down to the floor, as clear where the surface hides it as where not. */
const DROP = { radiusPx: 0.9, ringPx: 1, haloPx: 0, lift: 0, opacity: 0.9, fill: 1 } as const;
const START = { radiusPx: 3.5, ringPx: 2, haloPx: 0, lift: DOT_LIFT, fill: 1 } as const;

/** What the surface hides: the line, faintly, and a ring where the marker is. */
const HIDDEN: StrokePasses = {
  lines: [
    {
      ...LINE,
      radiusPx: 1,
      crowdedRadiusPx: 0.6,
      joinRadiusPx: 0.75,
      dotRadiusPx: 2.25,
      lift: 0.012,
      opacity: 0.3,
    },
  ],
  start: { ...START, opacity: 0 },
  drop: DROP,
  marker: { radiusPx: 5, ringPx: 2.5, haloPx: 0, lift: DOT_LIFT, opacity: 1, fill: 0.25 },
  isHiddenPart: true,
};

/** What it does not: the line's dark edge, the line, the start's dot, the marker. */
const VISIBLE: StrokePasses = {
  lines: [
    {
      ...LINE,
      radiusPx: 2.75,
      crowdedRadiusPx: 0,
      joinRadiusPx: 1.75,
      dotRadiusPx: 4.25,
      lift: 0.01,
      opacity: 0.8,
    },
    {
      ...LINE,
      radiusPx: 1.5,
      crowdedRadiusPx: 0.6,
      joinRadiusPx: 0.8,
      dotRadiusPx: 3,
      lift: 0.012,
      opacity: 1,
    },
  ],
  start: { ...START, opacity: 1 },
  drop: DROP,
  marker: { radiusPx: 7, ringPx: 2.5, haloPx: 12, lift: DOT_LIFT, opacity: 1, fill: 1 },
  isHiddenPart: false,
};

/** The three.js objects of a descent: three draw calls, however long the line. */
export class DescentObjects {
  readonly object = new Group();
  private readonly path = new PathTexture();
  private readonly density = new DensityTexture();
  private readonly uniforms: StrokeUniforms;
  private readonly hidden;
  private readonly visible;
  private readonly hiddenMarks;
  private readonly hiddenQuads = createStrokeGeometry();
  private readonly visibleQuads = createStrokeGeometry();
  private readonly markQuads = createStrokeGeometry();

  constructor(field: FieldTexture['uniforms'], floorY: StrokeUniforms['floorY']) {
    this.uniforms = {
      ...createScreenUniforms(),
      ...field,
      isDraped: { value: false },
      vertices: { value: this.path.current },
      density: { value: this.density.texture },
      segments: { value: 0 },
      headVertex: { value: 0 },
      head: { value: new Vector4() },
      hasStart: { value: false },
      floorY,
      thinsCrowds: { value: true },
      dashesJoins: { value: true },
      ringsMarker: { value: true },
      hasMarks: { value: true },
    };
    this.markQuads.instanceCount = 1;
    this.hidden = createStrokeMaterial({ ...this.uniforms, hasMarks: { value: false } }, HIDDEN);
    this.visible = createStrokeMaterial(this.uniforms, VISIBLE);
    this.hiddenMarks = createStrokeMaterial({ ...this.uniforms, segments: { value: 0 } }, HIDDEN);
    this.add(new Mesh(this.hiddenQuads, this.hidden), 1);
    this.add(new Mesh(this.visibleQuads, this.visible), 2);
    // A line that is seen before a hidden marker leaves its ring as it is.
    this.add(new Mesh(this.markQuads, this.hiddenMarks), 3);
  }

  paint(theme: SceneTheme): void {
    const line = [theme.pathOld, theme.pathNew] as const;
    const marker = [theme.marker, theme.markerRing] as const;
    const start = [theme.start, theme.markerRing] as const;
    const hidden = [line, start, marker, [theme.marker, theme.marker]] as const;
    paintStrokes(this.hidden, hidden);
    paintStrokes(this.hiddenMarks, hidden);
    paintStrokes(this.visible, [[theme.pathCasing, theme.pathCasing], line, start, marker, marker]);
  }

  style({ crowdedPath, missingSteps, hiddenMarker }: Required<PathStyle>): void {
    this.uniforms.thinsCrowds.value = crowdedPath === 'thin';
    this.uniforms.dashesJoins.value = missingSteps === 'dashed';
    this.uniforms.ringsMarker.value = hiddenMarker === 'ring';
  }

  /**
   * Takes over what a view shows at this moment.
   * @param isDraped - whether the line's vertices have yet to be put on the field; else they have their heights
   */
  show(
    view: DescentView,
    path: PathView,
    changed: VertexRange | null,
    isDraped: boolean,
    renderer: WebGLRenderer,
  ): void {
    const { drawn, marker } = view;
    const { uniforms } = this;
    if (changed !== null) this.path.update(drawn, changed, renderer);
    uniforms.vertices.value = this.path.current;
    this.density.update(drawn.density);
    uniforms.isDraped.value = isDraped;
    const segments = Math.min(Math.max(drawn.count - 1, 0), Math.ceil(marker.vertex));
    uniforms.segments.value = segments;
    uniforms.headVertex.value = marker.vertex;
    uniforms.head.value.set(marker.x, marker.y, marker.height, 0);
    uniforms.hasStart.value = path.stepAt(0) === 0 && path.length > 1;
    this.hiddenQuads.instanceCount = Math.ceil(computeQuads(HIDDEN, segments) / TILE_QUADS);
    this.visibleQuads.instanceCount = Math.ceil(computeQuads(VISIBLE, segments) / TILE_QUADS);
    updateScreenUniforms(uniforms, renderer);
  }

  dispose(): void {
    this.path.dispose();
    this.density.dispose();
    this.hiddenQuads.dispose();
    this.visibleQuads.dispose();
    this.markQuads.dispose();
    this.hidden.dispose();
    this.visible.dispose();
    this.hiddenMarks.dispose();
  }

  private add(mesh: Mesh, renderOrder: number): void {
    // The shader places the quads: three would cull by where they stand in the buffer.
    mesh.frustumCulled = false;
    mesh.renderOrder = renderOrder;
    this.object.add(mesh);
  }
}
