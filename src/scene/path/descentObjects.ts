import {
  Matrix4,
  Object3D,
  Vector3,
  type Camera,
  type Texture,
  type Vector2,
  type Vector4,
  type WebGLRenderer,
} from 'three';
import type { DrapeHeight, VertexRange } from '../../path/drawnPath.js';
import type { PathView } from '../../path/pathView.js';
import type { DescentView } from '../../view/descentView.js';
import type { PlaneMap } from '../../view/similarity.js';
import type { SceneTheme } from '../sceneTheme.js';
import type { FieldTexture } from '../surface/fieldTexture.js';
import { DensityTexture } from './densityTexture.js';
import { DescentChanges } from './descentChanges.js';
import { createDescentUniforms, type DescentTextures } from './descentUniforms.js';
import { LineObject } from './lineObject.js';
import { MarkObject } from './markObject.js';
import { MarkPlaces } from './markPlaces.js';
import type { PathStyle } from './pathStyle.js';
import { PathTexture } from './pathTexture.js';
import { isHiddenAt } from './sight.js';

/** What a path lies on. */
export interface PathGround {
  /** Height of the drawn surface at a normalized point, in [0, 1]; NaN over a hole. */
  readonly heightAt: DrapeHeight;
  /** Whether the shader puts the line's vertices on the field; else they have heights of their own. */
  readonly isWhole: boolean;
}

/** The three.js objects of a descent: its line, and the marks over it. */
export class DescentObjects {
  /** Parent of all of them: x and y normalized, heights in [0, 1], `(x, height, -y)`. */
  readonly object = new Object3D();
  readonly changes = new DescentChanges();
  readonly uniforms;
  readonly line;
  readonly marks;
  /** How much is still to be seen of the picture that was kept, in [0, 1]. */
  formerShare = 0;
  private readonly textures: DescentTextures = {
    path: new PathTexture(),
    losses: new PathTexture(1),
    density: new DensityTexture(),
    markPlaces: new MarkPlaces(),
  };
  private isMoved = false;
  /** The transform of `object` when it was drawn last. */
  private readonly drawnMatrix = new Matrix4();
  private heightAt: DrapeHeight = () => 0;
  private readonly place = new Vector3();

  constructor(field: FieldTexture['uniforms'], floorY: { value: number }) {
    this.uniforms = createDescentUniforms(field, floorY, this.textures);
    this.line = new LineObject(this.uniforms, this.textures, this.changes);
    this.marks = new MarkObject(this.uniforms, this.textures.markPlaces, this.changes);
  }

  /** The marker: x and y normalized, z its height. */
  get marker(): Readonly<Vector4> {
    return this.uniforms.head.value;
  }

  /** Height of the ground at a normalized place. */
  get groundHeightAt(): DrapeHeight {
    return this.heightAt;
  }

  paint(theme: SceneTheme): void {
    this.marks.paint(theme);
    this.changes.isRestyled = true;
  }

  style(style: Required<PathStyle>): void {
    this.line.style(style);
    this.uniforms.ringsMarker.value = style.hiddenMarker === 'ring';
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
    const { uniforms, changes, line } = this;
    const { head, hasStart, isDraped } = uniforms;
    const isStarted = path.stepAt(0) === 0 && path.length > 1;
    // A moving line lies on the surface where it moves: heights of its vertices are those of their own places.
    const drapes = isWhole || this.isMoved;
    if (drapes !== isDraped.value || isStarted !== hasStart.value) changes.isRestyled = true;
    const { x, y, z } = head.value;
    const isMoved =
      marker.vertex !== line.headVertex || x !== marker.x || y !== marker.y || z !== marker.height;
    if (changed !== null || isMoved) changes.noteMarker();
    line.show(drawn, changed, marker.vertex, renderer);
    line.showLater(view.isHeld);
    this.heightAt = heightAt;
    isDraped.value = drapes;
    head.value.set(marker.x, marker.y, marker.height, 0);
    hasStart.value = isStarted;
  }

  /**
   * Finds where the marker was drawn last, in the coordinates that `object` has now: `(x, height, -y)`.
   * @returns false where none was
   */
  findMarker(out: Vector3): boolean {
    if (this.line.headVertex < 0) return false;
    const { x, y, z } = this.marker;
    this.object.updateWorldMatrix(true, false);
    this.object.worldToLocal(out.set(x, z, -y).applyMatrix4(this.drawnMatrix));
    return true;
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
    this.changes.isRestyled = true;
    if (map === null) {
      planeTurn.value.set(1, 0, 0, 1);
      planeShift.value.set(0, 0);
    } else {
      planeTurn.value.set(map.xx, map.yx, map.xy, map.yy);
      planeShift.value.set(map.x, map.y);
    }
  }

  /** Shows no path. */
  hide(): void {
    if (this.line.headVertex === -1) return;
    this.line.hide();
    this.changes.markRevision++;
    this.changes.isRestyled = true;
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
    this.line.stroke.mesh.matrixWorld.copy(object.matrixWorld);
    this.marks.stroke.mesh.matrixWorld.copy(object.matrixWorld);
    object.modelViewMatrix.multiplyMatrices(camera.matrixWorldInverse, object.matrixWorld);
    const { x, y, z } = this.marker;
    uniforms.hasDrop.value =
      uniforms.ringsMarker.value && isHiddenAt(place.set(x, z, -y), this.heightAt, object.modelViewMatrix);
  }

  drawMarks(renderer: WebGLRenderer, camera: Camera): void {
    if (this.line.headVertex >= 0) this.marks.stroke.draw(renderer, camera);
  }

  dispose(): void {
    this.textures.path.dispose();
    this.textures.losses.dispose();
    this.textures.density.dispose();
    this.line.stroke.dispose();
    this.marks.stroke.dispose();
  }
}
