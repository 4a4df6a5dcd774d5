import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { compareLogIds, computeLogTitle } from './logTitle.js';
import { type Recording, type RecordingOptions, readRecording } from './recording.js';

/** What the page is told about a log. */
export interface LogSummary {
  /** What stands in a socket's address: the file's name without its extension, or the id of what is computed. */
  readonly id: string;
  readonly title: string;
  readonly messages: number;
  readonly durationMs: number;
  readonly runs: number;
  /** Distinct event names, in the order in which they first appear. */
  readonly names: readonly string[];
}

/** The logs of a folder, and those that are computed. Each is read once, when it is first wanted, and kept. */
export interface LogLibrary {
  /** The logs as they are now; one that cannot be read is left out and reported. */
  list(): Promise<LogSummary[]>;
  /**
   * @returns null where there is no log of that id
   * @throws Error if the log is there and cannot be read
   */
  read(id: string): Promise<Recording | null>;
}

/** Where logs are, which are computed, and who hears of those that cannot be read. */
export interface LogLibraryOptions extends RecordingOptions {
  readonly folder: string;
  /** The text of each log that is no file, by its id; a file of the same name is passed over. */
  readonly computed: ReadonlyMap<string, () => string>;
  readonly onProblem: (sentence: string) => void;
}

const EXTENSION = '.ndjson';

/** Creates the library of a folder's `.ndjson` files and of what is computed beside them. */
export function createLogLibrary({ folder, computed, onProblem, ...options }: LogLibraryOptions): LogLibrary {
  const recordings = new Map<string, Promise<Recording>>();

  async function findIds(): Promise<string[]> {
    const entries = await readdir(folder, { withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith(EXTENSION));
    const ids = files.map((file) => file.name.slice(0, -EXTENSION.length));
    return [...new Set([...ids, ...computed.keys()])].sort(compareLogIds);
  }

  function open(id: string): AsyncIterable<Uint8Array> {
    const compute = computed.get(id);
    if (compute) return Readable.from([Buffer.from(compute())]);
    return createReadStream(join(folder, id + EXTENSION));
  }

  function readKnown(id: string): Promise<Recording> {
    const kept = recordings.get(id);
    if (kept) return kept;
    const recording = readRecording(open(id), options);
    recordings.set(id, recording);
    // A failure is not kept: the file may be whole the next time.
    recording.catch(() => recordings.delete(id));
    return recording;
  }

  async function summarize(id: string): Promise<LogSummary | null> {
    try {
      const { messages, durationMs, runCount, eventNames } = await readKnown(id);
      const title = computeLogTitle(id);
      return { id, title, messages: messages.length, durationMs, runs: runCount, names: eventNames };
    } catch (error) {
      onProblem(`Left out ${id}${EXTENSION}: ${error instanceof Error ? error.message : String(error)}`);
      return null;
    }
  }

  return {
    async list() {
      const summaries = await Promise.all((await findIds()).map(summarize));
      return summaries.filter((summary) => summary !== null);
    },
    async read(id) {
      // Only names that the folder itself lists ever become a path: `../` finds nothing.
      return (await findIds()).includes(id) ? readKnown(id) : null;
    },
  };
}
