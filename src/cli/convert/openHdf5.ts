import { inflateSync } from 'node:zlib';
import { File, Filters } from 'jsfive';
import { CommandFailure } from '../commandFailure.js';
import { formatCount } from '../terminal/formatAmount.js';
import { findHdf5Start } from './findHdf5Start.js';
import { MAX_SAMPLES } from './sampledArray.js';

const GZIP_ID = 1;
const SHUFFLE_ID = 2;
/** Entries of eight bytes, and their checksum. */
const MAX_CHUNK_BYTES = 8 * MAX_SAMPLES + 4;

/** Said of any error in reading a part of a file: those of jsfive are strings or TypeErrors, which would not help a user. */
export const DAMAGED = 'it is damaged, or built in a way that is not known here';

/**
 * Opens an HDF5 file, with or without a user block before it.
 * @param bytes - the whole file, in which `findHdf5Start` finds a signature
 * @param hint - what a user can do if h5py can read it, as a sentence
 * @throws CommandFailure with the cause: cut short, of an unknown version, with a link to another file, damaged
 */
export function openHdf5(bytes: Uint8Array, hint: string): File {
  const start = findHdf5Start(bytes);
  checkLength(bytes, start);
  registerFilters();
  try {
    // Addresses count from the superblock, and so from the end of a user block.
    // A copy, since Node may read several files into one buffer.
    return new File(new Uint8Array(bytes.subarray(start)).buffer);
  } catch {
    const link = findExternalLink(bytes);
    const cause = link === null ? DAMAGED : `it has a link to another file (${link})`;
    throw new CommandFailure(`cannot be read as HDF5: ${cause}. ${hint}`);
  }
}

/** Checks the length that the superblock states (sections II.A and II.B). */
function checkLength(bytes: Uint8Array, start: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, bytes.length - start);
  const found = `${formatCount(bytes.length)} bytes`;
  const cutShort =
    'is cut short: copy it again. A program that was stopped as it wrote leaves such a file, too';
  if (view.byteLength < 48) throw new CommandFailure(`${cutShort} (found ${found}).`);
  const version = view.getUint8(8);
  const isOld = version === 0;
  if (!isOld && version !== 2 && version !== 3)
    throw new CommandFailure(
      `cannot be read as HDF5: its superblock is of version ${version}; 0, 2 and 3 are read.`,
    );
  if (view.getUint8(isOld ? 13 : 9) !== 8 || view.getUint8(isOld ? 14 : 10) !== 8)
    throw new CommandFailure('cannot be read as HDF5: its addresses are not of 64 bits.');
  const base = Number(view.getBigUint64(isOld ? 24 : 12, true));
  const end = Number(view.getBigUint64(isOld ? 40 : 28, true)) - base;
  if (end > view.byteLength)
    throw new CommandFailure(`${cutShort} (expected ${formatCount(start + end)} bytes, found ${found}).`);
}

/** Replaces two of jsfive's filters: its gzip has no limit, and its shuffle loses bytes after the last entry, such as a checksum. */
function registerFilters(): void {
  Filters.set(GZIP_ID, (chunk) => {
    const { buffer, byteOffset, length } = inflateSync(new Uint8Array(chunk), {
      maxOutputLength: MAX_CHUNK_BYTES,
    });
    return buffer.slice(byteOffset, byteOffset + length);
  });
  Filters.set(SHUFFLE_ID, (chunk, itemBytes, [said = 0]) => {
    const shuffled = new Uint8Array(chunk);
    const entryBytes = said > 0 ? said : itemBytes;
    const entries = Math.floor(shuffled.length / entryBytes);
    const plain = shuffled.slice();
    for (let i = 0; i < entries; i++)
      for (let j = 0; j < entryBytes; j++) plain[i * entryBytes + j] = shuffled[j * entries + i]!;
    return plain.buffer;
  });
}

/** Name and target of a link to another file, which jsfive cannot read (section IV.A.2.g, link type 64). */
function findExternalLink(bytes: Uint8Array): string | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const link = /\x01[\x08-\x1f]\x40[^]{1,18}?([\w.-]{1,255})[^]{2}\0([^\0]{1,255})\0([^\0]{1,255})\0/.exec(
    text,
  );
  return link === null ? null : `${link[1] ?? ''}: ${link[2] ?? ''}:${link[3] ?? ''}`;
}
