import type { EventOrder } from '../protocol/envelope.js';
import { IntegerColumn } from './integerColumn.js';

/** Rows of a chunk: a table that grows allocates one chunk and copies none but the first, which begins small. */
const CHUNK_ROWS = 512;
const CHUNK_BITS = 9;
/** Rows that stand in one plain array: for a run of a few events columns were most of what it costs. */
const FEW_ROWS = 8;

/** Numbers of a row, each of which is a column. */
const TS_MS = 0;
const SEQ = 1;
const CONTENT = 2;
const FIRST = 3;
const REACH = 4;
const LIVE = 5;
const FIELDS = 6;

/** Shared by all tables that have none yet. */
const NO_ROWS: number[] = [];
const NO_CHUNKS: Chunk[] = [];

type Chunk = readonly (IntegerColumn | Float64Array)[];

function createChunk(): Chunk {
  // Fingerprints are as far apart as numbers can be.
  return Array.from({ length: FIELDS }, (_, field) =>
    field === CONTENT ? new Float64Array(CHUNK_ROWS) : new IntegerColumn(CHUNK_ROWS),
  );
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
  private chunks: Chunk[] = NO_CHUNKS;
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
    this.write(row, TS_MS, order.tsMs);
    this.write(row, SEQ, order.seq);
    this.write(row, CONTENT, order.content);
    this.write(row, FIRST, first);
    this.write(row, REACH, reach);
    this.write(row, LIVE, 0);
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
    return { tsMs: this.read(row, TS_MS), seq: this.read(row, SEQ), content: this.read(row, CONTENT) };
  }

  /** Negative if the event of a row is earlier than `order`, 0 if it is that event, else positive. */
  compareTo(row: number, order: EventOrder): number {
    return (
      this.read(row, TS_MS) - order.tsMs ||
      this.read(row, SEQ) - order.seq ||
      this.read(row, CONTENT) - order.content
    );
  }

  /** Negative if the event of row `a` is earlier than that of row `b`, 0 if they are the same event, else positive. */
  compare(a: number, b: number): number {
    return (
      this.read(a, TS_MS) - this.read(b, TS_MS) ||
      this.read(a, SEQ) - this.read(b, SEQ) ||
      this.read(a, CONTENT) - this.read(b, CONTENT)
    );
  }

  /** Where to look for the event's first point: the step of its first, or its place among the points without a step. */
  firstAt(row: number): number {
    return this.read(row, FIRST);
  }

  setFirst(row: number, first: number): void {
    this.write(row, FIRST, first);
  }

  /** The last step that the event speaks of; where its steps follow from the events before it, minus their number. */
  reachAt(row: number): number {
    return this.read(row, REACH);
  }

  setReach(row: number, reach: number): void {
    this.write(row, REACH, reach);
  }

  /** Points now held that came from this event. */
  liveAt(row: number): number {
    return this.read(row, LIVE);
  }

  setLive(row: number, live: number): void {
    this.write(row, LIVE, live);
  }

  private read(row: number, field: number): number {
    if (this.few !== null) return this.few[row * FIELDS + field]!;
    const column = this.chunks[row >>> CHUNK_BITS]![field]!;
    const at = row & (CHUNK_ROWS - 1);
    return column instanceof IntegerColumn ? column.at(at) : column[at]!;
  }

  private write(row: number, field: number, value: number): void {
    if (this.few !== null) {
      this.few[row * FIELDS + field] = value;
      return;
    }
    const column = this.chunks[row >>> CHUNK_BITS]![field]!;
    const at = row & (CHUNK_ROWS - 1);
    if (column instanceof IntegerColumn) column.set(at, value);
    else column[at] = value;
  }

  private newRow(): number {
    const row = this.top++;
    if (this.few !== null) {
      if (row < FEW_ROWS) return row;
      this.moveToColumns(this.few);
    } else if ((row & (CHUNK_ROWS - 1)) === 0) this.chunks.push(createChunk());
    return row;
  }

  private moveToColumns(few: readonly number[]): void {
    this.few = null;
    this.chunks = [createChunk()];
    few.forEach((value, i) => this.write(Math.floor(i / FIELDS), i % FIELDS, value));
  }
}
