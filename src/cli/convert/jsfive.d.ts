// What is used of jsfive 0.4, which has no types of its own.
declare module 'jsfive' {
  /** The header of an object: its messages, as places in the file (HDF5 File Format Specification, section IV.A). */
  export interface DataObjects {
    /** `type`, `flags` and `offset_to_message` are numbers. */
    readonly msgs: readonly (ReadonlyMap<string, unknown> | undefined)[];
    readonly fh: ArrayBuffer;
    /** Lengths of the axes of a chunk, the size of an entry not among them; null where there are no chunks. */
    readonly chunks: readonly number[] | null;
    /** In the order in which they were applied; each has a `filter_id`. */
    readonly filter_pipeline: readonly ReadonlyMap<string, unknown>[] | null;
    /** NumPy's name of a number type, or a list that begins with the name of another type. */
    readonly dtype: unknown;
  }

  /** A member of a group: a dataset has a shape. Reading one that is stored in a way that is not known throws. */
  export class Dataset {
    readonly _dataobjects: DataObjects;
    /** The entries in C order, whatever the shape; those that were never written are left out. */
    readonly value: unknown;
  }

  /** A group. */
  export class Group {
    readonly keys: readonly string[];
    /** Null where a soft link leads nowhere. @throws, a text at times, where the member cannot be read */
    get(name: string): Dataset | Group | null;
  }

  /** An HDF5 file. */
  export class File extends Group {
    /** @throws, a text at times, if the bytes are no HDF5 file or of a version that is not known */
    constructor(bytes: ArrayBufferLike, name?: string);
  }

  /** What undoes a filter, by its id; `values` are those of the filter's own. */
  export const Filters: Map<
    number,
    (chunk: ArrayBuffer, itemBytes: number, values: readonly number[]) => ArrayBuffer
  >;
}
