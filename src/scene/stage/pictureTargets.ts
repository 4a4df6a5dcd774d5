import { DepthTexture, NearestFilter, UnsignedIntType, Vector2, WebGLRenderTarget } from 'three';

const WITHOUT_DEPTH = { depthBuffer: false, minFilter: NearestFilter, magFilter: NearestFilter };

/** The textures that a picture is put together of, as large as the canvas; 16 bytes a pixel, and 32 more where it is multisampled. */
export class PictureTargets {
  /** Surface and floor: their colours, as they go to the canvas, and their depth. */
  ground = createGround(0);
  /** What the line covers, see `createLineMaterial`: of its older segments, and of the newest. */
  readonly line = new WebGLRenderTarget(1, 1, WITHOUT_DEPTH);
  readonly tip = new WebGLRenderTarget(1, 1, WITHOUT_DEPTH);

  /**
   * Fits the textures to the canvas.
   * @param samples - of each pixel of the ground; 0 for one that is not multisampled
   * @returns whether what was drawn into them is gone
   */
  fit(size: Vector2, samples: number): boolean {
    const { width, height } = this.ground;
    if (width === size.x && height === size.y && samples === this.ground.samples) return false;
    if (samples !== this.ground.samples) {
      this.disposeGround();
      this.ground = createGround(samples);
    }
    for (const target of [this.ground, this.line, this.tip]) target.setSize(size.x, size.y);
    return true;
  }

  dispose(): void {
    this.disposeGround();
    this.line.dispose();
    this.tip.dispose();
  }

  private disposeGround(): void {
    this.ground.depthTexture?.dispose();
    this.ground.dispose();
  }
}

function createGround(samples: number): WebGLRenderTarget {
  return new WebGLRenderTarget(1, 1, {
    samples,
    depthTexture: new DepthTexture(1, 1, UnsignedIntType),
    minFilter: NearestFilter,
    magFilter: NearestFilter,
  });
}
