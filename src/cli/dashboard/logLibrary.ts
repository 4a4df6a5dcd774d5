import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describeThrown } from '../../emitter/errors.js';
import { readRecording, type Recording, type RecordingOptions } from '../../emitter/node/recording.js';
import { compareLogIds, computeLogTitle, type LogTitles } from './logTitle.js';

/** What the page is told about a log, or a live run. */
export interface LogSummary {
  /** What stands in a stream's address: the file's name without its extension, or the id of what is no file. */
  readonly id: string;
  readonly title: string;
  readonly messages: number;
  readonly durationMs: number;
  readonly runs: number;
  /** Distinct event names, in the order in which they first appear. */
  readonly names: readonly string[];
  /** Of a run that goes on: the figures above are then 0, and no names are known. */
  readonly isLive?: true;
  readonly detail?: string;
  /** Whether it begins anew for whoever asks it by a `session` of another name. */
  readonly canBeginAnew?: boolean;
  /** Id of another that is shown beside this one. */
  readonly beside?: string;
}

/** Logs in files, and those that are computed. Each is read once, when it is first wanted, and kept. */
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
  /** A folder whose `.ndjson` files are logs, by their names. */
  readonly folder?: string;
  /** Further files, by the ids of their logs. */
  readonly files: ReadonlyMap<string, string>;
  /** What is no file, by its id; a file of the same name is passed over. */
  readonly computed: ReadonlyMap<string, { readonly title: string; readonly readText: () => string }>;
  readonly titles: LogTitles;
  readonly onProblem: (sentence: string) => void;
}

const EXTENSION = '.ndjson';

/** Creates the library of a folder's `.ndjson` files, further files, and what is computed beside them. */
export function createLogLibrary(options: LogLibraryOptions): LogLibrary {
  const { folder, computed, titles, onProblem } = options;
  const recordings = new Map<string, Promise<Recording>>();

  /** Only names that the folder itself lists ever become a path: `../` finds nothing. */
  async function findFiles(): Promise<ReadonlyMap<string, string>> {
    if (folder === undefined) return options.files;
    const entries = await readdir(folder, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isFile() && entry.name.endsWith(EXTENSION));
    const inFolder = names.map(({ name }) => [name.slice(0, -EXTENSION.length), join(folder, name)] as const);
    return new Map([...inFolder, ...options.files]);
  }

  function readKnown(id: string, open: () => AsyncIterable<Uint8Array>): Promise<Recording> {
    const kept = recordings.get(id);
    if (kept) return kept;
    const recording = readRecording(open(), options);
    recordings.set(id, recording);
    // A failure is not kept: the file may be whole the next time.
    recording.catch(() => recordings.delete(id));
    return recording;
  }

  async function readAny(id: string, files: ReadonlyMap<string, string>): Promise<Recording | null> {
    const text = computed.get(id)?.readText;
    if (text !== undefined) return readKnown(id, () => Readable.from([Buffer.from(text())]));
    const file = files.get(id);
    return file === undefined ? null : readKnown(id, () => createReadStream(file));
  }

  async function summarize(id: string, files: ReadonlyMap<string, string>): Promise<LogSummary | null> {
    try {
      const recording = await readAny(id, files);
      if (recording === null) return null;
      const { messages, durationMs, runCount, eventNames } = recording;
      const title = computed.get(id)?.title ?? computeLogTitle(id, titles);
      return { id, title, messages: messages.length, durationMs, runs: runCount, names: eventNames };
    } catch (error) {
      onProblem(`Left out ${id}${EXTENSION}: ${describeThrown(error)}`);
      return null;
    }
  }

  return {
    async list() {
      const files = await findFiles();
      const ids = [...files.keys()].sort((a, b) => compareLogIds(a, b, titles));
      const all = new Set([...computed.keys(), ...ids]);
      const summaries = await Promise.all([...all].map((id) => summarize(id, files)));
      return summaries.filter((summary) => summary !== null);
    },
    async read(id) {
      return readAny(id, await findFiles());
    },
  };
}
