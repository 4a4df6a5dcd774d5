import { Vector2, type DataTexture, type WebGLRenderer } from 'three';
import type { HeightField } from '../../surface/index.js';
import { createFloatTexture, sendTexels } from '../floatTexture.js';

/** The uniforms of every shader that reads heights; shared, so that one write serves all. */
interface FieldUniforms {
  /** The field's values, one texel a node. */
  readonly values: { value: DataTexture | null };
  readonly valueMin: { value: number };
  readonly valueSpan: { value: number };
  /** Values beyond these are drawn at them. */
  readonly valueEnds: { value: Vector2 };
  /** Nodes a side. */
  readonly nodes: { value: number };
}

/** Greatest finite float32. */
const GREATEST_FLOAT32 = 3.4028234e38;

/** Declares the uniforms, and how a shader reads the field. Heights are in [0, 1], positions normalized. */
export const FIELD_GLSL = /* glsl */ `
uniform highp sampler2D values;
uniform float valueMin;
uniform float valueSpan;
uniform vec2 valueEnds;
uniform int nodes;

float valueAt(ivec2 node) {
  return texelFetch(values, node, 0).r;
}

/** Not finite: by its bits, for comparisons with NaN may be optimized away. */
bool isMissing(float value) {
  return (floatBitsToUint(value) & 0x7f800000u) == 0x7f800000u;
}

/** Height of a value, in [0, 1]. By differences: a weighted sum in float32 would lose them where all values are large. */
float heightOf(float value) {
  return (clamp(value, valueEnds.x, valueEnds.y) - valueMin) / valueSpan;
}

/** Whether the triangle under a place of the domain is drawn, or the other one of its cell. */
bool hasHeightAt(vec2 at) {
  ivec2 cell = min(ivec2((at + 1.0) * 0.5 * float(nodes - 1)), ivec2(nodes - 2));
  return !isMissing(valueAt(cell + ivec2(1, 0))) && !isMissing(valueAt(cell + ivec2(0, 1)))
    && !(isMissing(valueAt(cell)) && isMissing(valueAt(cell + 1)));
}

/** Height on the drawn triangle, as \`drawnHeightAt\` computes it; only for a field without holes. */
float heightAt(vec2 at) {
  vec2 place = clamp((at + 1.0) * 0.5, 0.0, 1.0) * float(nodes - 1);
  ivec2 cell = min(ivec2(place), ivec2(nodes - 2));
  vec2 within = place - vec2(cell);
  bool isLower = within.x + within.y <= 1.0;
  vec2 weights = isLower ? within : 1.0 - within.yx;
  return (1.0 - weights.x - weights.y) * heightOf(valueAt(isLower ? cell : cell + 1))
    + weights.x * heightOf(valueAt(cell + ivec2(1, 0))) + weights.y * heightOf(valueAt(cell + ivec2(0, 1)));
}
`;

/**
 * A height field on the GPU, one texel a node. New values of the same size overwrite those before, so that nothing is
 * allocated.
 */
export class FieldTexture {
  readonly uniforms: FieldUniforms = {
    values: { value: null },
    valueMin: { value: 0 },
    valueSpan: { value: 1 },
    valueEnds: { value: new Vector2(-GREATEST_FLOAT32, GREATEST_FLOAT32) },
    nodes: { value: 2 },
  };

  /** Takes over a field; its values are kept, not copied. */
  update({ values, valueMin, valueSpan, cut, nodes }: HeightField, renderer: WebGLRenderer): void {
    const { uniforms } = this;
    const texture = uniforms.values.value;
    uniforms.valueMin.value = valueMin;
    uniforms.valueSpan.value = valueSpan;
    if (cut === null) uniforms.valueEnds.value.set(-GREATEST_FLOAT32, GREATEST_FLOAT32);
    else uniforms.valueEnds.value.set(valueMin, valueMin + valueSpan);
    uniforms.nodes.value = nodes;
    if (texture?.image.width !== nodes) {
      texture?.dispose();
      uniforms.values.value = createFloatTexture(values, nodes, nodes, 1);
      return;
    }
    // What three uploads again after a lost context.
    texture.image = { data: values, width: nodes, height: nodes };
    sendTexels(renderer, texture, { x: 0, y: 0, width: nodes, height: nodes }, values);
  }

  dispose(): void {
    this.uniforms.values.value?.dispose();
  }
}
