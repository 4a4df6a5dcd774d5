import type { Matrix4, Vector4 } from 'three';

/** A rectangle of the drawing buffer, in device pixels from its lower left corner; grows to hold what it is given. */
export class ScreenBox {
  left = Infinity;
  bottom = Infinity;
  right = -Infinity;
  top = -Infinity;

  get isEmpty(): boolean {
    return !(this.left < this.right && this.bottom < this.top);
  }

  clear(): this {
    this.left = this.bottom = Infinity;
    this.right = this.top = -Infinity;
    return this;
  }

  copy({ left, bottom, right, top }: ScreenBox): this {
    this.left = left;
    this.bottom = bottom;
    this.right = right;
    this.top = top;
    return this;
  }

  /** Grows to hold all of a screen. */
  fill({ x, y }: Size): this {
    this.left = this.bottom = 0;
    this.right = x;
    this.top = y;
    return this;
  }

  add({ left, bottom, right, top }: ScreenBox): this {
    this.left = Math.min(this.left, left);
    this.bottom = Math.min(this.bottom, bottom);
    this.right = Math.max(this.right, right);
    this.top = Math.max(this.top, top);
    return this;
  }

  /**
   * Grows to hold what lies around a place.
   * @param toClip - from the place's model to clip coordinates
   * @param reachPx - device pixels around it, on every side
   * @returns false where the place is behind the eye, or not finite: what surrounds it may then be anywhere
   */
  addPlace({ elements: e }: Matrix4, x: number, y: number, z: number, size: Size, reachPx: number): boolean {
    const w = e[3] * x + e[7] * y + e[11] * z + e[15];
    const px = ((e[0] * x + e[4] * y + e[8] * z + e[12]) / w / 2 + 0.5) * size.x;
    const py = ((e[1] * x + e[5] * y + e[9] * z + e[13]) / w / 2 + 0.5) * size.y;
    if (!(w > 0) || !Number.isFinite(px + py)) return false;
    this.left = Math.min(this.left, px - reachPx);
    this.bottom = Math.min(this.bottom, py - reachPx);
    this.right = Math.max(this.right, px + reachPx);
    this.top = Math.max(this.top, py + reachPx);
    return true;
  }

  /** Rounds outwards to whole pixels, within a screen. */
  clip(size: Size): this {
    this.left = Math.max(Math.floor(this.left), 0);
    this.bottom = Math.max(Math.floor(this.bottom), 0);
    this.right = Math.min(Math.ceil(this.right), size.x);
    this.top = Math.min(Math.ceil(this.top), size.y);
    return this;
  }

  /** @returns corner, width and height */
  toScissor(target: Vector4): Vector4 {
    return target.set(this.left, this.bottom, this.right - this.left, this.top - this.bottom);
  }
}

/** Of a drawing buffer, in device pixels. */
interface Size {
  readonly x: number;
  readonly y: number;
}
