// What is used of jsfive 0.4, which has no types of its own.
declare module 'jsfive' {
  /** A member of a group: a dataset has a shape. Reading one that is stored in a way that is not known throws. */
  export interface Member {
    /** Lengths of the axes; undefined for a group. */
    readonly shape?: readonly number[];
    /** The entries in C order, whatever the shape. */
    readonly value?: unknown;
  }

  /** An HDF5 file. */
  export class File {
    /** @throws, a text at times, if the bytes are no HDF5 file or of a version that is not known */
    constructor(bytes: ArrayBufferLike, name?: string);
    readonly keys: readonly string[];
    get(path: string): Member | null;
  }
}
