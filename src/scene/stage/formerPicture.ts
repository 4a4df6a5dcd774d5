import { Matrix4, NearestFilter, WebGLRenderTarget, type Camera, type Texture, type Vector2 } from 'three';

/**
 * The picture as it was before the plane changed, without its marks. It lies over the new one and fades: two pictures are
 * blended, never the heights of two surfaces, between which nobody measured any.
 */
export class FormerPicture {
  /** Uniforms of the composite: the picture, and how much of it is seen, in [0, 1]. */
  readonly uniforms = { former: { value: null as Texture | null }, formerShare: { value: 0 } };
  private target: WebGLRenderTarget | null = null;
  private readonly projection = new Matrix4();
  private readonly place = new Matrix4();

  /**
   * Keeps what is drawn, which may itself still hold some of the picture before.
   * @param render - draws it into a target
   */
  take(size: Vector2, camera: Camera, render: (target: WebGLRenderTarget) => void): void {
    const options = { depthBuffer: false, minFilter: NearestFilter, magFilter: NearestFilter };
    const target = new WebGLRenderTarget(size.x, size.y, options);
    render(target);
    this.release();
    this.target = target;
    this.uniforms.former.value = target.texture;
    this.uniforms.formerShare.value = 1;
    this.projection.copy(camera.projectionMatrix);
    this.place.copy(camera.matrixWorld);
  }

  /**
   * Fades it, or drops it where it lies over something else: the camera or the canvas has changed.
   * @returns whether the picture has to be put together anew
   */
  fade(share: number, size: Vector2, camera: Camera): boolean {
    const { target, uniforms } = this;
    if (target === null) return false;
    const fits =
      target.width === size.x &&
      target.height === size.y &&
      this.projection.equals(camera.projectionMatrix) &&
      this.place.equals(camera.matrixWorld);
    if (share === uniforms.formerShare.value && fits) return false;
    if (share > 0 && fits) uniforms.formerShare.value = share;
    else this.release();
    return true;
  }

  release(): void {
    this.target?.dispose();
    this.target = null;
    this.uniforms.former.value = null;
    this.uniforms.formerShare.value = 0;
  }
}
