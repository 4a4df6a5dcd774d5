import { expect, it } from 'vitest';
import { encodeNpy, encodeRawGrid } from '../../src/projection/encodeGrid.js';

it('a sample that is no number is written bit by bit, whatever NaN it is', () => {
  const bytes = [1, 0, 0x80, 0x7f, 0x56, 0x34, 0xd2, 0xff, 0, 0, 0xc0, 0x7f, 0, 0, 0x80, 0xff];
  const samples = new Float32Array(Uint8Array.from(bytes).buffer);
  expect([...encodeRawGrid(samples)]).toEqual(bytes);
  expect([...encodeNpy(samples, 2).subarray(-16)]).toEqual(bytes);
});
