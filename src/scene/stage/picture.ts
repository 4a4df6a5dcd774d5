import {
  Matrix4,
  Mesh,
  Scene,
  Vector2,
  Vector4,
  type Camera,
  type Scene as Stage,
  type Texture,
  type WebGLRenderer,
} from 'three';
import { createCompositeMaterial, createScreenTriangle, paintLine } from './compositeMaterial.js';
import { addDescentToBox } from '../path/descentBox.js';
import type { DescentObjects } from '../path/descentObjects.js';
import { FormerPicture } from './formerPicture.js';
import { PictureTargets } from './pictureTargets.js';
import type { SceneTheme } from '../sceneTheme.js';
import { ScreenBox } from './screenBox.js';

/** What a frame drew: all of the picture, or what had changed on the same ground. */
export type FrameKind = 'whole' | 'part';

/** Settled segments are added to the line's picture in batches of at least this many. */
const BATCH_SEGMENTS = 16;
/** If more segments than this are new in a frame the whole canvas is put together anew: finding their places would cost more. */
const MAX_PLACED = 256;
/** How far the line's colours may lag behind its growth, as shares of a channel: while it moves, and at rest. */
const COLOR_LAG = { moving: 6 / 255, still: 0.5 / 255 } as const;
/**
 * Where frames are paced, a line whose crowding changed is drawn anew after this time, or after this much for each of its
 * segments where that is more: in software a segment takes some 0.008 ms.
 */
const CROWDING_LAG_MS = 500;
const CROWDING_LAG_MS_PER_SEGMENT = 0.2;
/** While the marker stands at a past step, what comes is added to the faint rest of the line at most this often. */
const LATER_LAG_MS = 100;

export interface PictureFrame {
  readonly renderer: WebGLRenderer;
  /** Holds the ground alone: surface and floor. */
  readonly scene: Stage;
  readonly camera: Camera;
  /** Samples of each pixel of the ground. */
  readonly samples: number;
  /** Whether all is to be shown exactly as it is: nothing has moved for a while. */
  readonly isStill: boolean;
  /** Whether frames cost so much that they are not drawn at the display's rate. */
  readonly isPaced: boolean;
  readonly nowMs: number;
}

/**
 * Draws a view's picture, in each frame only what has changed. The ground (surface and floor) is kept as a picture with
 * depth, the line as how much it covers of each pixel: to a line that grows the new segments are added. What moves, the
 * newest segments and the marks, is drawn in each frame, and the canvas is put together from all three within the rectangle
 * in which anything moved. The canvas has to keep its drawing buffer.
 */
export class Picture {
  private readonly targets = new PictureTargets();
  private readonly former = new FormerPicture();
  private readonly uniforms = {
    ...this.former.uniforms,
    ground: { value: this.targets.ground.texture },
    line: { value: this.targets.line.texture },
    tip: { value: this.targets.tip.texture },
    ageScale: { value: 1 },
    showsLoss: { value: false },
    lossColors: { value: null as Texture | null },
  };
  private readonly composite = new Mesh(createScreenTriangle(), createCompositeMaterial(this.uniforms));
  private readonly compositeScene = new Scene().add(this.composite);
  private readonly size = new Vector2(1, 1);
  private readonly toClip = new Matrix4();
  /** The transform by which the ground was drawn. */
  private readonly drawnToClip = new Matrix4();
  private isGroundStale = true;
  /** Segments in the line's picture. */
  private settled = 0;
  /** Whether segments after the marker are in the line's picture, faintly, and up to which. */
  private showedLater = false;
  private later = 0;
  private ageSpan = 1;
  private ageVertices = 1;
  private crowding = 0;
  private crowdingTurns = 0;
  private lineDrawnMs = 0;
  /** Vertices up to the marker when the whole canvas was last put together. */
  private colorsHead = 0;
  /** By how much the line's oldest colour differs from its newest. */
  private colorRange = 0;
  /** What the newest segments and the marks cover; and the part of the canvas that is put together anew. */
  private readonly moving = new ScreenBox();
  private readonly dirty = new ScreenBox();
  private readonly scissor = new Vector4();

  constructor(private readonly descent: DescentObjects) {
    this.composite.frustumCulled = false;
  }

  /** Notes that surface or floor have changed; that they have moved is noticed without it. */
  markGround(): void {
    this.isGroundStale = true;
  }

  /** @param lossColors - of a line that is coloured by loss, the least left; no colour space */
  paint(theme: SceneTheme, lossColors: Texture | null = null): void {
    const { pathColor } = this.descent.line;
    this.colorRange = paintLine(this.composite.material, theme, pathColor);
    this.uniforms.lossColors.value = lossColors;
    this.uniforms.showsLoss.value = pathColor === 'loss' && lossColors !== null;
    this.descent.paint(theme);
  }

  /** Whether a still frame would differ from the last one. */
  get isLagging(): boolean {
    return (
      this.lagsInColor(COLOR_LAG.still) || this.descent.line.crowding !== this.crowding || this.lacksLater
    );
  }

  /** Compiles all shaders before the first frame, in parallel, and not one by one at first use. */
  compile({ renderer, scene, camera }: Pick<PictureFrame, 'renderer' | 'scene' | 'camera'>): void {
    // three compiles a program for the target that it draws into.
    renderer.setRenderTarget(this.targets.ground);
    renderer.compile(scene, camera);
    this.descent.line.stroke.compile(renderer, camera);
    renderer.setRenderTarget(null);
    renderer.compile(this.compositeScene, camera);
    this.descent.marks.stroke.compile(renderer, camera);
  }

  /** Draws what has changed since the last frame. @returns null where nothing has */
  draw(frame: PictureFrame): FrameKind | null {
    const { descent, targets, uniforms } = this;
    const { renderer, scene, camera } = frame;
    scene.updateMatrixWorld();
    if (camera.parent === null) camera.updateMatrixWorld();
    // The buffer has fewer pixels than its canvas asks for beyond a browser's limits, and none while the context is lost.
    const { drawingBufferWidth, drawingBufferHeight } = renderer.getContext();
    const isSameSize = drawingBufferWidth === this.size.x && drawingBufferHeight === this.size.y;
    if (drawingBufferWidth > 0) this.size.set(drawingBufferWidth, drawingBufferHeight);
    if (descent.changes.keepsFormer && isSameSize) this.keepFormer(frame);
    const hasFaded = this.former.fade(descent.formerShare, this.size, camera);
    this.toClip
      .multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse)
      .multiply(descent.object.matrixWorld);
    const isGroundNew =
      targets.fit(this.size, frame.samples) || this.isGroundStale || !this.toClip.equals(this.drawnToClip);
    const isLineNew = isGroundNew || this.isLineStale(frame);
    const isAllNew =
      isLineNew ||
      hasFaded ||
      descent.changes.isRemarked ||
      this.lagsInColor(frame.isStill ? COLOR_LAG.still : COLOR_LAG.moving);
    if (!isAllNew && !descent.changes.hasMoved) return null;

    renderer.autoClear = false;
    renderer.sortObjects = false;
    renderer.setClearColor(0, 0);
    descent.prepare(renderer.getPixelRatio(), this.size, camera, targets.ground.depthTexture);
    if (isGroundNew) this.drawGround(frame);
    const firstNew = this.drawLine(frame, isLineNew);
    const dirty = this.findDirty(isAllNew, firstNew);
    uniforms.ageScale.value = this.ageSpan / Math.max(descent.line.headVertex, 1e-6);
    if (!dirty.isEmpty) {
      this.drawTip(frame, dirty);
      this.putTogether(frame, dirty);
    }
    if (isAllNew) this.colorsHead = descent.line.headVertex;
    descent.changes.forget();
    return isGroundNew ? 'whole' : 'part';
  }

  dispose(): void {
    // In case it is drawn again.
    this.isGroundStale = true;
    this.former.release();
    this.targets.dispose();
    this.composite.geometry.dispose();
    this.composite.material.dispose();
  }

  /** Keeps the picture as it was drawn last, without its marks: the textures still hold its parts. */
  private keepFormer({ renderer, camera }: PictureFrame): void {
    renderer.autoClear = false;
    this.former.take(this.size, camera, (target) => {
      renderer.setRenderTarget(target);
      renderer.render(this.compositeScene, camera);
    });
  }

  private isLineStale({ isStill, isPaced, nowMs }: PictureFrame): boolean {
    const { descent, settled } = this;
    if (
      descent.changes.isRestyled ||
      descent.line.headVertex < settled ||
      descent.line.headVertex > this.ageSpan
    )
      return true;
    if (settled > 0 && descent.changes.firstVertex <= settled) return true;
    if (descent.line.showsLater !== this.showedLater) return true;
    if (settled > 0 && descent.line.ageVertices !== this.ageVertices) return true;
    if (isStill) return descent.line.crowding !== this.crowding || this.lacksLater;
    const segments = descent.line.showsLater ? descent.line.allSegments : descent.line.segments;
    const lagMs = isPaced ? Math.max(CROWDING_LAG_MS, CROWDING_LAG_MS_PER_SEGMENT * segments) : 0;
    const passedMs = nowMs - this.lineDrawnMs;
    if (descent.line.crowdingTurns !== this.crowdingTurns && passedMs >= lagMs) return true;
    return this.lacksLater && passedMs >= Math.max(lagMs, LATER_LAG_MS);
  }

  /** Whether what comes after the marker is not all on screen. */
  private get lacksLater(): boolean {
    return this.showedLater && this.later !== this.descent.line.allSegments;
  }

  private lagsInColor(most: number): boolean {
    const { headVertex } = this.descent.line;
    return headVertex > 0 && this.colorRange * Math.abs(1 - this.colorsHead / headVertex) > most;
  }

  private drawGround({ renderer, scene, camera }: PictureFrame): void {
    const { targets, uniforms } = this;
    uniforms.ground.value = targets.ground.texture;
    renderer.setRenderTarget(targets.ground);
    renderer.clear();
    renderer.render(scene, camera);
    this.drawnToClip.copy(this.toClip);
    this.isGroundStale = false;
  }

  /** Brings the line's picture up to date. @returns the first segment that was not on screen as it is now */
  private drawLine({ renderer, camera, nowMs }: PictureFrame, isNew: boolean): number {
    const { descent, settled } = this;
    const { settledSegments } = descent.line;
    if (isNew) {
      this.settled = 0;
      this.showedLater = descent.line.showsLater;
      this.later = descent.line.allSegments;
      this.ageSpan = 2 ** Math.ceil(Math.log2(Math.max(1.5 * descent.line.headVertex, 64)));
      this.ageVertices = descent.line.ageVertices;
      descent.line.takeCrowding();
      this.crowding = descent.line.crowding;
      this.crowdingTurns = descent.line.crowdingTurns;
      this.lineDrawnMs = nowMs;
    } else if (settledSegments < settled + BATCH_SEGMENTS) return settled;
    renderer.setRenderTarget(this.targets.line);
    if (isNew) renderer.clear();
    // The segment under the marker as a whole: its first part is drawn over it.
    if (isNew && descent.line.showsLater)
      descent.line.drawLater(renderer, camera, Math.max(descent.line.segments - 1, 0));
    descent.line.drawSegments(renderer, camera, this.settled, settledSegments, this.ageSpan);
    this.settled = settledSegments;
    return isNew ? 0 : settled;
  }

  /** The part of the canvas to put together anew: where newest segments and marks were, and where they are. */
  private findDirty(isAllNew: boolean, firstNew: number): ScreenBox {
    const { descent, dirty, moving, size } = this;
    const isAll = isAllNew || descent.line.segments - firstNew > MAX_PLACED;
    dirty.copy(moving);
    const isPlaced =
      descent.line.headVertex < 0 ||
      addDescentToBox(moving.clear(), descent, this.toClip, isAll ? this.settled : firstNew);
    if (!isPlaced) moving.fill(size);
    return (isAll ? dirty.fill(size) : dirty.add(moving)).clip(size);
  }

  /** Draws what moves into a texture of its own. */
  private drawTip({ renderer, camera }: PictureFrame, dirty: ScreenBox): void {
    const { descent, targets } = this;
    targets.tip.scissorTest = true;
    dirty.toScissor(targets.tip.scissor);
    renderer.setRenderTarget(targets.tip);
    renderer.clear();
    descent.line.drawSegments(renderer, camera, this.settled, descent.line.segments, this.ageSpan);
  }

  private putTogether({ renderer, camera }: PictureFrame, dirty: ScreenBox): void {
    const { x, y } = this.size;
    // three multiplies viewport and scissor by it.
    const pixelRatio = renderer.getPixelRatio();
    renderer.setRenderTarget(null);
    renderer.setViewport(0, 0, x / pixelRatio, y / pixelRatio);
    renderer.setScissorTest(true);
    renderer.setScissor(dirty.toScissor(this.scissor).divideScalar(pixelRatio));
    renderer.render(this.compositeScene, camera);
    this.descent.drawMarks(renderer, camera);
    renderer.setScissorTest(false);
  }
}
