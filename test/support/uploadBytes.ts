/** Calls that send data to the GPU. */
export const UPLOADS = [
  'bufferData',
  'bufferSubData',
  'texImage2D',
  'texSubImage2D',
  'texImage3D',
  'texSubImage3D',
] as const;

/** Numbers a texel has, by WebGL's constant for its format. */
const CHANNELS: Readonly<Record<number, number>> = { 0x1903: 1, 0x8227: 2, 0x1907: 3, 0x1908: 4 };

/** Of bytes a pixel: of what is uploaded from a canvas or an image. */
const PIXEL_BYTES = 4;

/** Bytes that a call of `UPLOADS` sends. A number in place of the data makes room and sends nothing. */
export function countUploadBytes(name: string, args: readonly unknown[]): number {
  const data = args.find((arg) => ArrayBuffer.isView(arg) || arg instanceof ArrayBuffer);
  if (data instanceof ArrayBuffer) return data.byteLength;
  if (data === undefined) return countPixels(args) * PIXEL_BYTES;
  const elementBytes = 'BYTES_PER_ELEMENT' in data ? Number(data.BYTES_PER_ELEMENT) : 1;
  if (name === 'texSubImage2D') {
    // Its data may be the whole of which a rectangle is taken.
    const [width, height, format] = [Number(args[4]), Number(args[5]), Number(args[6])];
    return width * height * (CHANNELS[format] ?? PIXEL_BYTES) * elementBytes;
  }
  if (!name.startsWith('buffer')) return data.byteLength;
  const length = Number(args[4] ?? 0);
  if (length > 0) return length * elementBytes;
  return data.byteLength - Number(args[3] ?? 0) * elementBytes;
}

function countPixels(args: readonly unknown[]): number {
  const image = args.find((arg) => typeof arg === 'object' && arg !== null && 'width' in arg);
  if (image === undefined) return 0;
  const { width, height } = image as { readonly width?: unknown; readonly height?: unknown };
  return Number(width) * Number(height);
}
