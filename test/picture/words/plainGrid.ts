import type { PlainGrid } from './plainSurface.js';
import type { PlainRun } from './readRun.js';

/** The samples that travel in an address. */
export function readGrid({ surface }: PlainRun): PlainGrid | undefined {
  const [, base64] = surface?.assetUrl?.split(';base64,') ?? [];
  if (base64 === undefined) return undefined;
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const samples = [...new Float32Array(bytes.buffer)];
  return { samples, nodes: Math.sqrt(samples.length) };
}

/** The height at a place in normalized units, on the triangle between the three samples around it; beyond the edge the edge's. */
export function gridHeightAt({ samples, nodes }: PlainGrid, x: number, y: number): number {
  const [u, v] = [x, y].map((place) => ((clamp(place) + 1) / 2) * (nodes - 1)) as [number, number];
  const [i, k] = [u, v].map((place) => Math.min(Math.floor(place), nodes - 2)) as [number, number];
  const at = (right: number, up: number): number => samples[(k + up) * nodes + i + right]!;
  const isUpper = u - i + (v - k) > 1;
  const [across, along] = isUpper ? [i + 1 - u, k + 1 - v] : [u - i, v - k];
  const corner = isUpper ? at(1, 1) : at(0, 0);
  const [beside, beyond] = isUpper ? [at(0, 1), at(1, 0)] : [at(1, 0), at(0, 1)];
  return corner + across * (beside - corner) + along * (beyond - corner);
}

const clamp = (place: number): number => Math.min(Math.max(place, -1), 1);
