import {
  Matrix4,
  Mesh,
  Scene,
  Vector2,
  Vector4,
  type Camera,
  type Scene as Stage,
  type WebGLRenderer,
} from 'three';
import { createCompositeMaterial, createScreenTriangle, paintLine } from './compositeMaterial.js';
import type { DescentObjects } from '../path/descentObjects.js';
import { PictureTargets } from './pictureTargets.js';
import type { SceneTheme } from '../sceneTheme.js';
import { ScreenBox } from './screenBox.js';

/** What a frame drew: all of the picture, or what was otherwise on the same ground. */
export type FrameKind = 'whole' | 'part';

/** Settled segments are added to the line's picture so many at a time, or more. */
const BATCH_SEGMENTS = 16;
/** Where more segments are new in a frame their place is not looked up: all of the canvas is put together anew. */
const MAX_PLACED = 256;
/** The line's colours may lag behind its growth by this, as shares of a channel: while it moves, and at rest. */
const COLOR_LAG = { moving: 6 / 255, still: 0.5 / 255 } as const;
/**
 * Where frames are paced, a line that has become more crowded is drawn anew after this, or so long for each of its segments
 * where that is more: in software a segment takes some 0.008 ms.
 */
const CROWDING_LAG_MS = 500;
const CROWDING_LAG_MS_PER_SEGMENT = 0.2;

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
 * Draws a view's picture, and of it in each frame only what is otherwise than in the last. The ground (surface and floor)
 * is kept as a picture of its own with its depth, the line as what it covers of each pixel: a line that grows gets its new
 * segments added. What moves, the newest segments and the marks, is drawn anew, and the canvas put together of all three
 * in the rectangle in which anything moved. The canvas has to keep its drawing buffer.
 */
export class Picture {
  private readonly targets = new PictureTargets();
  private readonly uniforms = {
    ground: { value: this.targets.ground.texture },
    line: { value: this.targets.line.texture },
    tip: { value: this.targets.tip.texture },
    ageScale: { value: 1 },
  };
  private readonly composite = new Mesh(createScreenTriangle(), createCompositeMaterial(this.uniforms));
  private readonly compositeScene = new Scene().add(this.composite);
  private readonly size = new Vector2(1, 1);
  private readonly toClip = new Matrix4();
  /** What the ground was drawn by. */
  private readonly drawnToClip = new Matrix4();
  private isGroundStale = true;
  /** Segments in the line's picture. */
  private settled = 0;
  private ageSpan = 1;
  private crowding = 0;
  private crowdingTurns = 0;
  private lineDrawnMs = 0;
  /** Vertices up to the marker when the whole canvas was last put together. */
  private colorsHead = 0;
  /** By how much the line's oldest colour differs from its newest. */
  private colorRange = 0;
  /** What the newest segments and the marks cover; what of the canvas is put together anew. */
  private readonly moving = new ScreenBox();
  private readonly dirty = new ScreenBox();
  private readonly scissor = new Vector4();

  constructor(private readonly descent: DescentObjects) {
    this.composite.frustumCulled = false;
  }

  /** Surface or floor are otherwise: in what they are, not in where they stand. */
  markGround(): void {
    this.isGroundStale = true;
  }

  paint(theme: SceneTheme): void {
    this.colorRange = paintLine(this.composite.material, theme);
    this.descent.paint(theme);
  }

  /** Whether a still frame would show something otherwise than the last frame did. */
  get isLagging(): boolean {
    return this.lagsInColor(COLOR_LAG.still) || this.descent.crowding !== this.crowding;
  }

  /** Makes all shaders before the first frame: they are compiled side by side, and not each as it is drawn with. */
  compile({ renderer, scene, camera }: Pick<PictureFrame, 'renderer' | 'scene' | 'camera'>): void {
    // A program is of the target that it draws into.
    renderer.setRenderTarget(this.targets.ground);
    renderer.compile(scene, camera);
    this.descent.compileLine(renderer, camera);
    renderer.setRenderTarget(null);
    renderer.compile(this.compositeScene, camera);
    this.descent.compileMarks(renderer, camera);
  }

  /** Draws what is otherwise than in the last frame. @returns null where nothing is */
  draw(frame: PictureFrame): FrameKind | null {
    const { descent, targets, uniforms } = this;
    const { renderer, scene, camera } = frame;
    scene.updateMatrixWorld();
    if (camera.parent === null) camera.updateMatrixWorld();
    // Beyond a browser's limits it has fewer pixels than its canvas asks for; while the context is lost it has none.
    const { drawingBufferWidth, drawingBufferHeight } = renderer.getContext();
    if (drawingBufferWidth > 0) this.size.set(drawingBufferWidth, drawingBufferHeight);
    this.toClip
      .multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse)
      .multiply(descent.object.matrixWorld);
    const isGroundNew =
      targets.fit(this.size, frame.samples) || this.isGroundStale || !this.toClip.equals(this.drawnToClip);
    const isLineNew = isGroundNew || this.isLineStale(frame);
    const isAllNew = isLineNew || this.lagsInColor(frame.isStill ? COLOR_LAG.still : COLOR_LAG.moving);
    if (!isAllNew && !descent.hasMoved) return null;

    renderer.autoClear = false;
    renderer.sortObjects = false;
    renderer.setClearColor(0, 0);
    descent.prepare(renderer.getPixelRatio(), this.size, camera, targets.ground.depthTexture);
    if (isGroundNew) this.drawGround(frame);
    const firstNew = this.drawLine(frame, isLineNew);
    const dirty = this.findDirty(isAllNew, firstNew);
    uniforms.ageScale.value = this.ageSpan / Math.max(descent.headVertex, 1e-6);
    if (!dirty.isEmpty) {
      this.drawTip(frame, dirty);
      this.putTogether(frame, dirty);
    }
    if (isAllNew) this.colorsHead = descent.headVertex;
    descent.forgetChanges();
    return isGroundNew ? 'whole' : 'part';
  }

  dispose(): void {
    // Should it be drawn again.
    this.isGroundStale = true;
    this.targets.dispose();
    this.composite.geometry.dispose();
    this.composite.material.dispose();
  }

  private isLineStale({ isStill, isPaced, nowMs }: PictureFrame): boolean {
    const { descent, settled } = this;
    if (descent.isRestyled || descent.headVertex < settled || descent.headVertex > this.ageSpan) return true;
    if (settled > 0 && descent.firstChanged <= settled) return true;
    if (isStill) return descent.crowding !== this.crowding;
    const lagMs = isPaced ? Math.max(CROWDING_LAG_MS, CROWDING_LAG_MS_PER_SEGMENT * descent.segments) : 0;
    return descent.crowdingTurns !== this.crowdingTurns && nowMs - this.lineDrawnMs >= lagMs;
  }

  private lagsInColor(most: number): boolean {
    const { headVertex } = this.descent;
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
    const { settledSegments } = descent;
    if (isNew) {
      this.settled = 0;
      this.ageSpan = 2 ** Math.ceil(Math.log2(Math.max(1.5 * descent.headVertex, 64)));
      descent.takeCrowding();
      this.crowding = descent.crowding;
      this.crowdingTurns = descent.crowdingTurns;
      this.lineDrawnMs = nowMs;
    } else if (settledSegments < settled + BATCH_SEGMENTS) return settled;
    renderer.setRenderTarget(this.targets.line);
    if (isNew) renderer.clear();
    descent.drawSegments(renderer, camera, this.settled, settledSegments, this.ageSpan);
    this.settled = settledSegments;
    return isNew ? 0 : settled;
  }

  /** Where the canvas is put together anew: where newest segments and marks were, and where they are. */
  private findDirty(isAllNew: boolean, firstNew: number): ScreenBox {
    const { descent, dirty, moving, size } = this;
    const isAll = isAllNew || descent.segments - firstNew > MAX_PLACED;
    dirty.copy(moving);
    const isPlaced =
      descent.headVertex < 0 ||
      descent.addToBox(moving.clear(), this.toClip, isAll ? this.settled : firstNew);
    if (!isPlaced) moving.fill(size);
    return (isAll ? dirty.fill(size) : dirty.add(moving)).clip(size);
  }

  /** What moves, into a picture of its own. */
  private drawTip({ renderer, camera }: PictureFrame, dirty: ScreenBox): void {
    const { descent, targets } = this;
    targets.tip.scissorTest = true;
    dirty.toScissor(targets.tip.scissor);
    renderer.setRenderTarget(targets.tip);
    renderer.clear();
    descent.drawSegments(renderer, camera, this.settled, descent.segments, this.ageSpan);
  }

  private putTogether({ renderer, camera }: PictureFrame, dirty: ScreenBox): void {
    const { x, y } = this.size;
    // three multiplies by it.
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
