import type { Camera, WebGLRenderer } from 'three';
import type { DrawnPath, VertexRange } from '../../path/drawnPath.js';
import type { LineDensity } from '../../path/lineDensity.js';
import type { PathLosses } from '../../view/pathLosses.js';
import type { DescentChanges } from './descentChanges.js';
import type { DescentTextures, DescentUniforms } from './descentUniforms.js';
import { createLineMaterial } from './lineMaterial.js';
import type { PathStyle } from './pathStyle.js';
import { countCrowdingTurns, CRISP_SEGMENTS } from './strokeCrowding.js';
import { createStrokeGeometry, setQuads } from './strokeGeometry.js';
import { StrokeMesh } from './strokeMesh.js';

/** The line of a path, of which some segments are drawn at a time. */
export class LineObject {
  /** What the line's colour says. */
  pathColor: Required<PathStyle>['pathColor'] = 'step';
  /** Vertices up to the marker, fractional; -1 where there is no path. */
  headVertex = -1;
  /** Segments from the first vertex to the marker. */
  segments = 0;
  /** Segments of the whole line. */
  allSegments = 0;
  /** Whether those after the marker are seen too, faintly. */
  showsLater = false;
  /** CSS pixels of a normalized unit in the middle of the picture. */
  unitPx = 1;
  /** x, y, height and flags of each vertex. */
  vertices: Float32Array = new Float32Array();
  private density: LineDensity | null = null;
  readonly stroke;

  constructor(
    private readonly uniforms: DescentUniforms,
    private readonly textures: DescentTextures,
    private readonly changes: DescentChanges,
  ) {
    this.stroke = new StrokeMesh(createStrokeGeometry(), createLineMaterial(uniforms));
  }

  /** Changes when some place becomes more or less crowded. */
  get crowding(): number {
    return this.uniforms.thinsCrowds.value ? (this.density?.revision ?? 0) : 0;
  }

  /** Changes when crowding changes the line's width. */
  get crowdingTurns(): number {
    const { density, unitPx } = this;
    return density === null || !this.uniforms.thinsCrowds.value ? 0 : countCrowdingTurns(density, unitPx);
  }

  /**
   * The vertices that ages are shares of, for the line's width: those up to the marker, rounded down to a quarter of an octave.
   * So the line's older segments change their width, and are drawn again, four times while it grows to twice its length.
   */
  get ageVertices(): number {
    return 2 ** (Math.floor(4 * Math.log2(Math.max(this.headVertex, 1))) / 4);
  }

  /** Segments from the first on whose drawing no longer changes as the marker goes on. */
  get settledSegments(): number {
    return Math.max(Math.floor(this.headVertex) - CRISP_SEGMENTS.none, 0);
  }

  /** Whether the line has come to a vertex, or goes on faintly beyond the marker. */
  isReached(vertex: number): boolean {
    return this.showsLater || vertex <= this.headVertex + 0.001;
  }

  style({
    crowdedPath,
    missingSteps,
    pathColor,
  }: Pick<Required<PathStyle>, 'crowdedPath' | 'missingSteps' | 'pathColor'>): void {
    this.pathColor = pathColor;
    this.uniforms.narrowsOld.value = pathColor !== 'plain';
    if (pathColor !== 'loss') this.uniforms.lossSource.value = 0;
    this.uniforms.thinsCrowds.value = crowdedPath === 'thin';
    this.uniforms.dashesJoins.value = missingSteps === 'dashed';
    this.changes.isRestyled = true;
  }

  /**
   * Takes over the line as it is at this moment.
   * @param changed - vertices that are other ones; null where none are
   * @param headVertex - where the marker stands, fractional
   */
  show(drawn: DrawnPath, changed: VertexRange | null, headVertex: number, renderer: WebGLRenderer): void {
    const { uniforms, changes, textures } = this;
    if (changed !== null) {
      textures.path.update(drawn, changed, renderer);
      changes.noteVertices(changed.from);
    }
    // The crowding of another line is its own.
    if (drawn.density !== this.density) changes.isRestyled = true;
    this.density = drawn.density;
    this.vertices = drawn.vertices;
    this.headVertex = headVertex;
    this.allSegments = Math.max(drawn.count - 1, 0);
    this.segments = Math.min(this.allSegments, Math.ceil(headVertex));
    uniforms.vertices.value = textures.path.current;
    uniforms.headVertex.value = headVertex;
  }

  /** Shows what comes after the marker, or hides it. */
  showLater(isShown: boolean): void {
    if (isShown !== this.showsLater) this.changes.markRevision++;
    this.showsLater = isShown;
    this.uniforms.showsLater.value = isShown;
  }

  /**
   * Colours the line by loss.
   * @param losses - of its vertices
   * @param changed - those that have changed; null where none have
   */
  showLosses(losses: PathLosses, changed: VertexRange | null, renderer: WebGLRenderer): void {
    const { uniforms, changes, textures } = this;
    const source = losses.hasLosses ? 2 : 1;
    if (uniforms.lossSource.value !== source) changes.isRestyled = true;
    uniforms.lossSource.value = source;
    if (changed === null || !losses.hasLosses) return;
    textures.losses.update({ vertices: losses.shares }, changed, renderer);
    uniforms.losses.value = textures.losses.current;
    changes.noteVertices(changed.from);
    changes.hasMoved = true;
  }

  hide(): void {
    this.headVertex = -1;
    this.segments = 0;
    this.allSegments = 0;
  }

  /** Uploads the line's crowding as it is now; the line is drawn by that until the next call. */
  takeCrowding(): void {
    if (this.density !== null) this.textures.density.update(this.density);
  }

  /** Draws the line's segments from one (inclusive) to another (exclusive). @param ageSpan - see `SegmentUniforms` */
  drawSegments(renderer: WebGLRenderer, camera: Camera, from: number, to: number, ageSpan: number): void {
    this.uniforms.isLater.value = false;
    this.draw(renderer, camera, from, to, ageSpan);
  }

  /** Draws, faintly, segments that come after the marker, from one (inclusive) to the last. */
  drawLater(renderer: WebGLRenderer, camera: Camera, from: number): void {
    this.uniforms.isLater.value = true;
    this.draw(renderer, camera, from, this.allSegments, 1);
  }

  private draw(renderer: WebGLRenderer, camera: Camera, from: number, to: number, ageSpan: number): void {
    if (to <= from) return;
    const { uniforms } = this;
    uniforms.firstSegment.value = from;
    uniforms.endSegment.value = to;
    uniforms.headSegment.value = uniforms.isLater.value ? -1 : this.segments - 1;
    uniforms.ageSpan.value = ageSpan;
    uniforms.ageVertices.value = this.ageVertices;
    setQuads(this.stroke.geometry, to - from);
    this.stroke.draw(renderer, camera);
  }
}
