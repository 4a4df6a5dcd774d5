import {
  Matrix4,
  Mesh,
  Object3D,
  Scene,
  Vector2,
  Vector3,
  Vector4,
  type Camera,
  type Texture,
  type WebGLRenderer,
} from 'three';
import type { DrapeHeight, DrawnPath, VertexRange } from '../../path/drawnPath.js';
import type { LineDensity } from '../../path/lineDensity.js';
import { VERTEX_FLOATS } from '../../path/lineVertices.js';
import type { PathView } from '../../path/pathView.js';
import { DensityTexture } from './densityTexture.js';
import type { DescentView } from '../../view/descentView.js';
import type { EndMark } from '../../view/endMark.js';
import type { PathLosses } from '../../view/pathLosses.js';
import type { Stem } from '../../view/marks/stem.js';
import type { StepTick } from '../../view/marks/stepTicks.js';
import type { PlaneMap } from '../../view/similarity.js';
import type { FieldTexture } from '../surface/fieldTexture.js';
import { createLineMaterial } from './lineMaterial.js';
import { LINE_REACH_PX } from './lineStyle.js';
import { PULSE_REACH_PX } from './endGlsl.js';
import { createMarkMaterial, MARK_REACH_PX, MARKS, paintMarks, setEnd } from './markMaterial.js';
import { MarkPlaces } from './markPlaces.js';
import type { PathStyle } from './pathStyle.js';
import { PathTexture } from './pathTexture.js';
import type { SceneTheme } from '../sceneTheme.js';
import type { ScreenBox } from '../stage/screenBox.js';
import { createScreenUniforms } from './screenUniforms.js';
import { isHiddenAt } from './sight.js';
import { countCrowdingTurns, CRISP_SEGMENTS } from './strokeCrowding.js';
import { createStrokeGeometry, setQuads } from './strokeGeometry.js';

/** What a path lies on. */
export interface PathGround {
  /** Height of the drawn surface at a normalized point, in [0, 1]; NaN over a hole. */
  readonly heightAt: DrapeHeight;
  /** Whether the shader puts the line's vertices on the field; else they have heights of their own. */
  readonly isWhole: boolean;
}

/** The best point of a path: its index there, and its loss. */
export interface PlacedBest {
  readonly index: number;
  readonly loss: number;
}

/** The three.js objects of a descent: its line, of which some segments are drawn at a time, and the marks over it. */
export class DescentObjects {
  /** Parent of all of them: x and y normalized, heights in [0, 1], `(x, height, -y)`. */
  readonly object = new Object3D();
  /** Vertices up to the marker, fractional; -1 where there is no path. */
  headVertex = -1;
  /** Segments from the first vertex to the marker. */
  segments = 0;
  /** Segments of the whole line. */
  allSegments = 0;
  /** Whether those after the marker are seen too, faintly. */
  showsLater = false;
  /** The least vertex that has changed since `forgetChanges`; Infinity where none has. */
  firstChanged = Infinity;
  /** Whether marks or newest segments have changed since `forgetChanges`. */
  hasMoved = true;
  /** CSS pixels of a normalized unit in the middle of the picture. */
  unitPx = 1;
  /** Whether the whole line has to be drawn again. */
  isRestyled = true;
  /** Whether the picture as it was is to fade: the plane is new. */
  keepsFormer = false;
  /** How much of that picture is still to be seen, in [0, 1]. */
  formerShare = 0;
  private isMoved = false;
  /** The transform of `object` when it was drawn last. */
  private readonly drawnMatrix = new Matrix4();
  private readonly path = new PathTexture();
  private readonly losses = new PathTexture(1);
  private readonly density = new DensityTexture();
  private readonly quads = createStrokeGeometry();
  private readonly markQuads = createStrokeGeometry();
  private readonly lineScene = new Scene();
  private readonly markScene = new Scene();
  private readonly uniforms;
  private readonly line;
  private readonly marks;
  private vertices: Float32Array = new Float32Array();
  private heightAt: DrapeHeight = () => 0;
  private lineDensity: LineDensity | null = null;
  private readonly place = new Vector3();
  private theme: SceneTheme | null = null;
  /** Whether marks that stay at their steps have changed since `forgetChanges`. */
  isRemarked = false;
  /** Where ticks and best point are. */
  readonly markPlaces = new MarkPlaces();
  ticks: readonly StepTick[] = [];
  best: PlacedBest | null = null;
  stem: Stem | null = null;
  /** Changes when any mark has moved, come or gone. */
  markRevision = 0;
  private end: Pick<EndMark, 'kind' | 'pulse'> = { kind: null, pulse: null };

  constructor(field: FieldTexture['uniforms'], floorY: { value: number }) {
    this.uniforms = {
      ...createScreenUniforms(),
      ...field,
      groundDepth: { value: null as Texture | null },
      vertices: { value: this.path.current },
      isDraped: { value: false },
      head: { value: new Vector4() },
      planeTurn: { value: new Vector4(1, 0, 0, 1) },
      planeShift: { value: new Vector2() },
      headVertex: { value: 0 },
      density: { value: this.density.texture },
      thinsCrowds: { value: true },
      dashesJoins: { value: true },
      narrowsOld: { value: true },
      lossSource: { value: 0 },
      losses: { value: this.losses.current },
      firstSegment: { value: 0 },
      endSegment: { value: 0 },
      headSegment: { value: -1 },
      ageSpan: { value: 1 },
      ageVertices: { value: 1 },
      isLater: { value: false },
      hasStart: { value: false },
      hasDrop: { value: false },
      floorY,
      ringsMarker: { value: true },
      ticks: { value: 0 },
      places: { value: this.markPlaces.places },
      nearby: { value: this.markPlaces.nearby },
      hasBest: { value: false },
      hasStem: { value: false },
      stemHeight: { value: 0 },
      showsLater: { value: false },
      endKind: { value: 0 },
      pulse: { value: -1 },
    };
    setQuads(this.markQuads, MARKS);
    this.line = createPlaced(new Mesh(this.quads, createLineMaterial(this.uniforms)));
    this.marks = createPlaced(new Mesh(this.markQuads, createMarkMaterial(this.uniforms)));
    this.lineScene.add(this.line);
    this.markScene.add(this.marks);
  }

  /** Changes when some place becomes more or less crowded. */
  get crowding(): number {
    return this.uniforms.thinsCrowds.value ? (this.lineDensity?.revision ?? 0) : 0;
  }

  /** Changes when crowding changes the line's width. */
  get crowdingTurns(): number {
    const { lineDensity, unitPx } = this;
    return lineDensity === null || !this.uniforms.thinsCrowds.value
      ? 0
      : countCrowdingTurns(lineDensity, unitPx);
  }

  paint(theme: SceneTheme): void {
    this.theme = theme;
    paintMarks(this.marks.material, theme);
    setEnd(this.marks.material, this.end.kind, this.end.pulse, theme);
    this.isRestyled = true;
  }

  /** Gives the marker the look of an end, or of a run that goes on. */
  showEnd({ kind, pulse }: Pick<EndMark, 'kind' | 'pulse'>): void {
    if (kind === this.end.kind && pulse === this.end.pulse) return;
    this.end = { kind, pulse };
    this.hasMoved = true;
    if (this.theme !== null) setEnd(this.marks.material, kind, pulse, this.theme);
  }

  /** Shows how far the loss that was reported at the marker is from the surface; null where that is not known. */
  showStem(stem: Stem | null): void {
    const { hasStem, stemHeight } = this.uniforms;
    if (stem?.difference === this.stem?.difference && stem?.height === this.stem?.height) return;
    this.stem = stem;
    this.hasMoved = true;
    this.markRevision++;
    hasStem.value = stem !== null;
    stemHeight.value = stem?.height ?? 0;
  }

  /** Shows round steps and the best point; null where that is the marker's own, or there is none. */
  showMarks(
    ticks: readonly StepTick[],
    best: PlacedBest | null,
    path: PathView,
    drawn: DrawnPath,
    heightAt: DrapeHeight,
  ): void {
    const { markPlaces, uniforms } = this;
    if (best?.loss !== this.best?.loss) this.markRevision++;
    this.ticks = ticks;
    this.best = best;
    if (!markPlaces.update(ticks, best, path, drawn, heightAt)) return;
    uniforms.ticks.value = markPlaces.ticks;
    uniforms.hasBest.value = markPlaces.hasBest;
    setQuads(this.markQuads, markPlaces.ticks + MARKS);
    this.isRemarked = true;
    this.markRevision++;
  }

  /** Whether the line has come to a vertex, or goes on faintly beyond the marker. */
  isReached(vertex: number): boolean {
    return this.showsLater || vertex <= this.headVertex + 0.001;
  }

  /** The marker: x and y normalized, z its height. */
  get marker(): Readonly<Vector4> {
    return this.uniforms.head.value;
  }

  /** Height of the ground at a normalized place. */
  get groundHeightAt(): DrapeHeight {
    return this.heightAt;
  }

  /** What the line's colour says. */
  pathColor: Required<PathStyle>['pathColor'] = 'step';

  style({ crowdedPath, missingSteps, hiddenMarker, pathColor }: Required<PathStyle>): void {
    this.pathColor = pathColor;
    this.uniforms.narrowsOld.value = pathColor !== 'plain';
    if (pathColor !== 'loss') this.uniforms.lossSource.value = 0;
    this.uniforms.thinsCrowds.value = crowdedPath === 'thin';
    this.uniforms.dashesJoins.value = missingSteps === 'dashed';
    this.uniforms.ringsMarker.value = hiddenMarker === 'ring';
    this.isRestyled = true;
  }

  /** Takes over what a view shows at this moment. */
  show(
    view: DescentView,
    path: PathView,
    changed: VertexRange | null,
    { heightAt, isWhole }: PathGround,
    renderer: WebGLRenderer,
  ): void {
    const { drawn, marker } = view;
    const { uniforms } = this;
    if (changed !== null) {
      this.path.update(drawn, changed, renderer);
      this.firstChanged = Math.min(this.firstChanged, changed.from);
    }
    const { head, hasStart } = uniforms;
    const isStarted = path.stepAt(0) === 0 && path.length > 1;
    // A moving line lies on the surface where it moves: heights of its vertices are those of their own places.
    const isDraped = isWhole || this.isMoved;
    if (isDraped !== uniforms.isDraped.value || isStarted !== hasStart.value) this.isRestyled = true;
    if (
      changed !== null ||
      marker.vertex !== this.headVertex ||
      head.value.x !== marker.x ||
      head.value.y !== marker.y ||
      head.value.z !== marker.height
    ) {
      this.hasMoved = true;
      this.markRevision++;
    }
    // The crowding of another line is its own.
    if (drawn.density !== this.lineDensity) this.isRestyled = true;
    this.lineDensity = drawn.density;
    this.vertices = drawn.vertices;
    this.heightAt = heightAt;
    this.headVertex = marker.vertex;
    this.allSegments = Math.max(drawn.count - 1, 0);
    this.segments = Math.min(this.allSegments, Math.ceil(marker.vertex));
    if (view.isHeld !== this.showsLater) this.markRevision++;
    this.showsLater = view.isHeld;
    uniforms.showsLater.value = view.isHeld;
    uniforms.vertices.value = this.path.current;
    uniforms.isDraped.value = isDraped;
    uniforms.headVertex.value = marker.vertex;
    head.value.set(marker.x, marker.y, marker.height, 0);
    hasStart.value = isStarted;
  }

  /**
   * Finds where the marker was drawn last, in the coordinates that `object` has now: `(x, height, -y)`.
   * @returns false where none was
   */
  findMarker(out: Vector3): boolean {
    if (this.headVertex < 0) return false;
    const { x, y, z } = this.uniforms.head.value;
    this.object.updateWorldMatrix(true, false);
    this.object.worldToLocal(out.set(x, z, -y).applyMatrix4(this.drawnMatrix));
    return true;
  }

  /** Has the picture as it is fade. */
  keepFormer(): void {
    this.keepsFormer = true;
  }

  /**
   * Draws the path elsewhere than where its points are, on the surface all the same.
   * @param map - null where it is at its place
   * @param formerShare - how much is to be seen of the picture that was kept
   */
  move(map: PlaneMap | null, formerShare: number): void {
    const { planeTurn, planeShift } = this.uniforms;
    this.formerShare = formerShare;
    if (map === null && !this.isMoved) return;
    this.isMoved = map !== null;
    this.isRestyled = true;
    if (map === null) {
      planeTurn.value.set(1, 0, 0, 1);
      planeShift.value.set(0, 0);
    } else {
      planeTurn.value.set(map.xx, map.yx, map.xy, map.yy);
      planeShift.value.set(map.x, map.y);
    }
  }

  /**
   * Colours the line by loss.
   * @param losses - of its vertices
   * @param changed - those that have changed; null where none have
   */
  showLosses(losses: PathLosses, changed: VertexRange | null, renderer: WebGLRenderer): void {
    const { lossSource } = this.uniforms;
    const source = losses.hasLosses ? 2 : 1;
    if (lossSource.value !== source) this.isRestyled = true;
    lossSource.value = source;
    if (changed === null || !losses.hasLosses) return;
    this.losses.update({ vertices: losses.shares }, changed, renderer);
    this.uniforms.losses.value = this.losses.current;
    this.firstChanged = Math.min(this.firstChanged, changed.from);
    this.hasMoved = true;
  }

  /** Shows no path. */
  hide(): void {
    if (this.headVertex === -1) return;
    this.markRevision++;
    this.headVertex = -1;
    this.segments = 0;
    this.allSegments = 0;
    this.isRestyled = true;
  }

  /** Uploads the line's crowding as it is now; the line is drawn by that until the next call. */
  takeCrowding(): void {
    if (this.lineDensity !== null) this.density.update(this.lineDensity);
  }

  forgetChanges(): void {
    this.firstChanged = Infinity;
    this.hasMoved = false;
    this.isRemarked = false;
    this.isRestyled = false;
    this.keepsFormer = false;
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

  /**
   * Prepares a frame; called before any of it is drawn.
   * @param size - of the drawing buffer, in device pixels
   * @param camera - its matrices and those of `object` are those of the frame
   */
  prepare(pixelRatio: number, size: Vector2, camera: Camera, groundDepth: Texture | null): void {
    const { uniforms, object, place } = this;
    uniforms.resolution.value.copy(size);
    uniforms.pixelRatio.value = pixelRatio;
    uniforms.groundDepth.value = groundDepth;
    this.drawnMatrix.copy(object.matrixWorld);
    this.line.matrixWorld.copy(object.matrixWorld);
    this.marks.matrixWorld.copy(object.matrixWorld);
    object.modelViewMatrix.multiplyMatrices(camera.matrixWorldInverse, object.matrixWorld);
    const { x, y, z } = uniforms.head.value;
    uniforms.hasDrop.value =
      uniforms.ringsMarker.value && isHiddenAt(place.set(x, z, -y), this.heightAt, object.modelViewMatrix);
  }

  compileLine(renderer: WebGLRenderer, camera: Camera): void {
    renderer.compile(this.lineScene, camera);
  }

  compileMarks(renderer: WebGLRenderer, camera: Camera): void {
    renderer.compile(this.markScene, camera);
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
    setQuads(this.quads, to - from);
    renderer.render(this.lineScene, camera);
  }

  drawMarks(renderer: WebGLRenderer, camera: Camera): void {
    if (this.headVertex >= 0) renderer.render(this.markScene, camera);
  }

  /**
   * Adds to a box what the marker, the drop line, and the segments from one to the marker cover of the screen.
   * @returns false where that may be anywhere
   */
  addToBox(box: ScreenBox, toClip: Matrix4, fromSegment: number): boolean {
    const { resolution, pixelRatio, head, hasDrop, isDraped, floorY } = this.uniforms;
    const size = resolution.value;
    const { x, y, z } = head.value;
    const reachPx = this.end.pulse === null ? MARK_REACH_PX : PULSE_REACH_PX;
    let isSeen = box.addPlace(toClip, x, z, -y, size, reachPx * pixelRatio.value + 2);
    if (hasDrop.value) {
      // The foot on the floor; the object stands upright.
      const { elements } = this.object.matrixWorld;
      const foot = (floorY.value - elements[13]) / elements[5];
      isSeen = box.addPlace(toClip, x, foot, -y, size, MARK_REACH_PX * pixelRatio.value) && isSeen;
    }
    if (this.stem !== null)
      isSeen =
        box.addPlace(toClip, x, this.stem.height, -y, size, MARK_REACH_PX * pixelRatio.value) && isSeen;
    for (let vertex = fromSegment; isSeen && vertex <= this.segments; vertex++) {
      const at = vertex * VERTEX_FLOATS;
      const [vx, vy] = [this.vertices[at]!, this.vertices[at + 1]!];
      const height = isDraped.value ? this.heightAt(vx, vy) : this.vertices[at + 2]!;
      isSeen = box.addPlace(toClip, vx, height, -vy, size, LINE_REACH_PX * pixelRatio.value + 2);
    }
    return isSeen;
  }

  dispose(): void {
    this.path.dispose();
    this.losses.dispose();
    this.density.dispose();
    for (const { geometry, material } of [this.line, this.marks]) {
      geometry.dispose();
      material.dispose();
    }
  }
}

/** Neither placed nor culled by three: the shader places the quads, whose positions in the buffer mean nothing. */
function createPlaced<T extends Mesh>(mesh: T): T {
  mesh.frustumCulled = false;
  mesh.matrixAutoUpdate = false;
  mesh.matrixWorldAutoUpdate = false;
  return mesh;
}
