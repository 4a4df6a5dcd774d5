import { allocateSamples, decodeNpy } from './decodeNpy.js';
import { isHtml, recognizeForeignContent } from './foreignContent.js';
import {
  checkResolution,
  createTooLarge,
  refuseGrid,
  type GridDecoding,
  type GridProblem,
} from './gridProblem.js';
import { isLittleEndianHost } from './hostOrder.js';
import { isNpy } from './npyHeader.js';

/** The largest grid where no limit is given, in bytes: 4,096² samples as float32. */
export const DEFAULT_MAX_GRID_BYTES = 67_108_864;

/** How large a grid may be. */
export interface GridLimits {
  /** The most bytes, of the file and of its float32 samples each. @defaultValue 64 MiB */
  readonly maxBytes?: number;
}

/**
 * Decodes the bytes of a sampled grid: raw little-endian float32, row by row, x fastest, row 0 at `y = -domainHalf`; or a
 * .npy file, which its magic number shows, with its own dtype, shape and order (the first axis is y, the second x).
 *
 * The samples are a view of `bytes` where they are little-endian float32 in C order on a multiple of four bytes, else
 * one copy. Never throws. Allocates nothing beyond the limit, and nothing before the lengths have been checked.
 * @param bytes - the whole file, unpacked; only read
 * @param resolution - of the grid event: raw samples per side, or cells per side, whichever the length fits
 */
export function decodeGrid(bytes: Uint8Array, resolution: number, limits: GridLimits = {}): GridDecoding {
  const maxBytes = limits.maxBytes ?? DEFAULT_MAX_GRID_BYTES;
  const problem = checkResolution(resolution, maxBytes) ?? checkSize(bytes, maxBytes);
  if (problem !== null) return { ok: false, problem };
  return isNpy(bytes) ? decodeNpy(bytes, maxBytes) : decodeRaw(bytes, resolution, maxBytes);
}

function checkSize(bytes: Uint8Array, maxBytes: number): GridProblem | null {
  if (bytes.length === 0) return refuseGrid('asset_empty', '0 bytes', 'the samples of a grid').problem;
  return bytes.length <= maxBytes
    ? null
    : createTooLarge(`${bytes.length} bytes`, `at most ${maxBytes} bytes`);
}

function decodeRaw(bytes: Uint8Array, resolution: number, maxBytes: number): GridDecoding {
  const nodes = [resolution, resolution + 1].find((count) => bytes.length === 4 * count * count);
  if (nodes === undefined || isHtml(bytes)) return refuseRaw(bytes, resolution);
  if (isLittleEndianHost && bytes.byteOffset % 4 === 0) {
    const samples = new Float32Array(bytes.buffer, bytes.byteOffset, nodes * nodes);
    return { ok: true, grid: { samples, nodes } };
  }
  const samples = allocateSamples(nodes * nodes);
  if (samples === null)
    return { ok: false, problem: createTooLarge(`${bytes.length} bytes`, `at most ${maxBytes} bytes`) };
  if (isLittleEndianHost) new Uint8Array(samples.buffer).set(bytes);
  else {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let n = 0; n < samples.length; n++) samples[n] = view.getFloat32(4 * n, true);
  }
  return { ok: true, grid: { samples, nodes } };
}

function refuseRaw(bytes: Uint8Array, resolution: number): GridDecoding {
  const expected = `${4 * resolution ** 2} bytes (${resolution} samples a side) or ${
    4 * (resolution + 1) ** 2
  } bytes (${resolution} cells a side)`;
  const foreign = recognizeForeignContent(bytes);
  if (foreign !== null) return refuseGrid('asset_not_grid', foreign.found, expected, foreign.hint);
  return refuseGrid(
    'grid_length_mismatch',
    `${bytes.length} bytes`,
    expected,
    findLengthHint(bytes.length, resolution),
  );
}

/** A hint for two mistakes that the length shows. */
function findLengthHint(length: number, resolution: number): string | undefined {
  if ([resolution, resolution + 1].some((count) => length === 8 * count * count))
    return "this is the length of float64 samples: write Z.astype('<f4').tobytes()";
  const nodes = Math.sqrt(length / 4);
  return Number.isInteger(nodes) && nodes >= 2 ? `these would be ${nodes} samples a side` : undefined;
}
