// Types for the part of jsfive 0.4 that is used; it has none of its own.
declare module 'jsfive' {
  /** The header of an object: offsets of its messages in the file (HDF5 File Format Specification, section IV.A). */
  export interface DataObjects {
    /** `type`, `flags` and `offset_to_message` are numbers. */
    readonly msgs: readonly (ReadonlyMap<string, unknown> | undefined)[];
    readonly fh: ArrayBuffer;
    /** Lengths of the axes of a chunk, without the size of an entry; null where there are no chunks. */
    readonly chunks: readonly number[] | null;
    /** In the order in which they were applied; each has a `filter_id`. */
    readonly filter_pipeline: readonly ReadonlyMap<string, unknown>[] | null;
    /** NumPy's name of a number type, or a list that begins with the name of another type. */
    readonly dtype: unknown;
  }

  /** A dataset. Reading one whose storage is not supported throws. */
  export class Dataset {
    readonly _dataobjects: DataObjects;
    /** The entries in C order, whatever the shape; those that were never written are left out. */
    readonly value: unknown;
  }

  /** A group. */
  export class Group {
    readonly keys: readonly string[];
    /** Null for a soft link without a target. @throws, sometimes a string, where the member cannot be read */
    get(name: string): Dataset | Group | null;
  }

  /** An HDF5 file. */
  export class File extends Group {
    /** @throws, sometimes a string, if the bytes are no HDF5 file or of an unknown version */
    constructor(bytes: ArrayBufferLike, name?: string);
  }

  /** Functions that decode a filter's output, by the filter's id; `values` are the filter's parameters. */
  export const Filters: Map<
    number,
    (chunk: ArrayBuffer, itemBytes: number, values: readonly number[]) => ArrayBuffer
  >;
}
