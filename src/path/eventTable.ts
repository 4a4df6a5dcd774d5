import type { EventOrder } from '../protocol/envelope.js';
import { IntegerColumn } from './integerColumn.js';

/** Rows of a chunk: a table that grows allocates one chunk and copies none but the first, which begins small. */
const CHUNK_ROWS = 512;
const CHUNK_BITS = 9;
const ROW_IN_CHUNK = CHUNK_ROWS - 1;
/** Up to this many rows stand in one plain array: columns would be most of what a run of few events costs. */
const FEW_ROWS = 8;

/** Numbers of a row: its time comes first. */
const SEQ = 1;
const CONTENT = 2;
const FIRST = 3;
const REACH = 4;
const LIVE = 5;
const FIELDS = 6;

/** Shared by all tables that have none yet. */
const NO_ROWS: number[] = [];
const NO_CHUNKS: EventChunk[] = [];

/** Columns of some rows. */
class EventChunk {
  readonly tsMs = new IntegerColumn(CHUNK_ROWS);
  readonly seq = new IntegerColumn(CHUNK_ROWS);
  /** Fingerprints: doubles, since they do not lie close together. */
  readonly content = new Float64Array(CHUNK_ROWS);
  readonly first = new IntegerColumn(CHUNK_ROWS);
  readonly reach = new IntegerColumn(CHUNK_ROWS);
  readonly live = new IntegerColumn(CHUNK_ROWS);

  write(
    at: number,
    tsMs: number,
    seq: number,
    content: number,
    first: number,
    reach: number,
    live: number,
  ): void {
    this.tsMs.set(at, tsMs);
    this.seq.set(at, seq);
    this.content[at] = content;
    this.first.set(at, first);
    this.reach.set(at, reach);
    this.live.set(at, live);
  }
}

/**
 * The events of a path, one row an event, so that a point names its event by a 4-byte row instead of the event's whole
 * order. A row stays where it is until it is freed, and is then used again. About 20 bytes a row where times,
 * counters and steps lie close together, at most 48.
 */
export class EventTable {
  /** Rows in use. */
  count = 0;
  private few: number[] | null = null;
  private chunks = NO_CHUNKS;
  /** Rows that were ever in use. */
  private top = 0;
  private free: number[] = NO_ROWS;

  /** Adds an event that holds no point yet. @returns its row */
  add(order: EventOrder, first: number, reach: number): number {
    this.count++;
    if (this.top === 0) {
      this.top = 1;
      this.few = [order.tsMs, order.seq, order.content, first, reach, 0];
      return 0;
    }
    const row = this.free.length > 0 ? this.free.pop()! : this.newRow();
    const { tsMs, seq, content } = order;
    if (this.few !== null) this.few.splice(row * FIELDS, FIELDS, tsMs, seq, content, first, reach, 0);
    else this.chunkOf(row).write(row & ROW_IN_CHUNK, tsMs, seq, content, first, reach, 0);
    return row;
  }

  /** Frees a row, whose number may then stand for another event. */
  remove(row: number): void {
    this.count--;
    if (this.count > 0) {
      if (this.free === NO_ROWS) this.free = [];
      this.free.push(row);
      return;
    }
    this.few = null;
    this.chunks = NO_CHUNKS;
    this.free = NO_ROWS;
    this.top = 0;
  }

  orderAt(row: number): EventOrder {
    const { few } = this;
    if (few !== null) {
      const at = row * FIELDS;
      return { tsMs: few[at]!, seq: few[at + SEQ]!, content: few[at + CONTENT]! };
    }
    const chunk = this.chunkOf(row);
    const at = row & ROW_IN_CHUNK;
    return { tsMs: chunk.tsMs.at(at), seq: chunk.seq.at(at), content: chunk.content[at]! };
  }

  tsMsAt(row: number): number {
    if (this.few !== null) return this.few[row * FIELDS]!;
    return this.chunkOf(row).tsMs.at(row & ROW_IN_CHUNK);
  }

  /** Negative if the event of a row is earlier than `order`, 0 if it is that event, else positive. */
  compareTo(row: number, { tsMs, seq, content }: EventOrder): number {
    const { few } = this;
    if (few !== null) {
      const at = row * FIELDS;
      return few[at]! - tsMs || few[at + SEQ]! - seq || few[at + CONTENT]! - content;
    }
    const chunk = this.chunkOf(row);
    const at = row & ROW_IN_CHUNK;
    return chunk.tsMs.at(at) - tsMs || chunk.seq.at(at) - seq || chunk.content[at]! - content;
  }

  /** Negative if the event of row `a` is earlier than that of row `b`, 0 if they are the same event, else positive. */
  compare(a: number, b: number): number {
    return this.compareTo(a, this.orderAt(b));
  }

  /** Step of the event's first point, or its place among the points without a step. */
  firstAt(row: number): number {
    return this.few === null
      ? this.chunkOf(row).first.at(row & ROW_IN_CHUNK)
      : this.few[row * FIELDS + FIRST]!;
  }

  setFirst(row: number, first: number): void {
    if (this.few === null) this.chunkOf(row).first.set(row & ROW_IN_CHUNK, first);
    else this.few[row * FIELDS + FIRST] = first;
  }

  /** The last step of the event; where its steps follow from the events before it, minus their number. */
  reachAt(row: number): number {
    return this.few === null
      ? this.chunkOf(row).reach.at(row & ROW_IN_CHUNK)
      : this.few[row * FIELDS + REACH]!;
  }

  setReach(row: number, reach: number): void {
    if (this.few === null) this.chunkOf(row).reach.set(row & ROW_IN_CHUNK, reach);
    else this.few[row * FIELDS + REACH] = reach;
  }

  /** Points now held that came from this event. */
  liveAt(row: number): number {
    return this.few === null ? this.chunkOf(row).live.at(row & ROW_IN_CHUNK) : this.few[row * FIELDS + LIVE]!;
  }

  setLive(row: number, live: number): void {
    if (this.few === null) this.chunkOf(row).live.set(row & ROW_IN_CHUNK, live);
    else this.few[row * FIELDS + LIVE] = live;
  }

  private chunkOf(row: number): EventChunk {
    return this.chunks[row >>> CHUNK_BITS]!;
  }

  private newRow(): number {
    const row = this.top++;
    if (this.few !== null) {
      if (row === FEW_ROWS) this.moveToColumns(this.few);
    } else if ((row & ROW_IN_CHUNK) === 0) this.chunks.push(new EventChunk());
    return row;
  }

  private moveToColumns(few: readonly number[]): void {
    const chunk = new EventChunk();
    for (let row = 0; row < FEW_ROWS; row++) {
      const at = row * FIELDS;
      chunk.write(
        row,
        few[at]!,
        few[at + SEQ]!,
        few[at + CONTENT]!,
        few[at + FIRST]!,
        few[at + REACH]!,
        few[at + LIVE]!,
      );
    }
    this.few = null;
    this.chunks = [chunk];
  }
}
