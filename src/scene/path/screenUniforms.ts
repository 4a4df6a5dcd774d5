import { Vector2 } from 'three';

/** What every material needs that draws in pixels; shared, so that one write serves all. */
export interface ScreenUniforms {
  /** Size of the drawing buffer, in device pixels. */
  readonly resolution: { value: Vector2 };
  /** Device pixels per CSS pixel. */
  readonly pixelRatio: { value: number };
}

export function createScreenUniforms(): ScreenUniforms {
  return { resolution: { value: new Vector2(1, 1) }, pixelRatio: { value: 1 } };
}
