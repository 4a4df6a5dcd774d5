import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Clock } from '../../host/clock.js';
import { describeError } from '../../host/describeError.js';
import type { EventFeed } from '../../emitter/node/eventFeed.js';
import { readRecording, type Recording, type RecordingOptions } from '../../emitter/node/recording.js';
import { createRecordingFeed } from '../../emitter/node/recordingFeed.js';
import { readMessageLines } from './readMessageLines.js';
import { createLogFeed } from '../../emitter/node/logFeed.js';
import { compareLogIds, computeLogTitle, type LogTitles } from './logTitle.js';

/** What the page receives about a log, or a live run. */
export interface ListedLog {
  /** The id in a stream's address: the file's name without its extension, or the id of a run that is no file. */
  readonly id: string;
  readonly title: string;
  /** Null, like `durationMs` and `runs`, for a log that is too large to be read for them. */
  readonly messages: number | null;
  readonly durationMs: number | null;
  readonly runs: number | null;
  /** Distinct event names, in the order in which they first appear. */
  readonly names: readonly string[];
  /** Size of a log that is too large to be read for the figures above; its `names` are empty. */
  readonly bytes?: number;
  /** Set for a live run, whose figures above are 0 and whose `names` are empty. */
  readonly isLive?: true;
  /** Its description, a sentence. */
  readonly detail?: string;
  /** Whether it restarts for a client that connects with another `session`. */
  readonly canBeginAnew?: boolean;
  /** Id of another that is shown beside this one. */
  readonly beside?: string;
}

/** Size of the largest file that is read whole and cached: 16 MiB. */
export const LARGEST_KEPT_LOG_BYTES = 16_777_216;

/**
 * Logs in files, and those that are computed. Each is read once, when it is first requested, and cached. Files larger than
 * {@link LARGEST_KEPT_LOG_BYTES} are instead read for each client while they are played, by {@link createLogFeed}.
 */
export interface LogLibrary {
  /** The logs as they are now; one that cannot be read is left out and reported. */
  list(): Promise<ListedLog[]>;
  /**
   * Finds the feed that plays a log to each client from its start.
   * @param speed - multiple of the recorded pace, above 0; or 0 for all at once
   * @returns null where there is no log of that id
   * @throws Error if the log exists and cannot be read
   */
  findFeed(id: string, speed: number): Promise<EventFeed | null>;
}

/** Where the logs are, which of them are computed, and the callback for those that cannot be read. */
export interface LogLibraryOptions extends RecordingOptions {
  /** A folder whose `.ndjson` files are logs, by their names. */
  readonly folder?: string;
  /** Further files, by the ids of their logs. */
  readonly files: ReadonlyMap<string, string>;
  /** Computed logs by id; a file of the same name is ignored. */
  readonly computed: ReadonlyMap<
    string,
    { readonly title: string; readonly detail?: string; readonly readText: () => string }
  >;
  readonly titles: LogTitles;
  /** Descriptions of logs, each a sentence, by id. */
  readonly details?: ReadonlyMap<string, string>;
  /** Clock of the playback. */
  readonly clock: Clock;
  readonly onProblem: (sentence: string) => void;
}

const EXTENSION = '.ndjson';

/** A log that was found: a cached one, or a file that is too large for the cache. */
type FoundLog = { readonly recording: Recording } | { readonly file: string; readonly bytes: number };

/** Creates the library of a folder's `.ndjson` files, further files, and computed logs. */
export function createLogLibrary(options: LogLibraryOptions): LogLibrary {
  const { computed, titles, details, clock, onProblem } = options;
  const find = createLogFinder(options);

  async function summarize(id: string, files: ReadonlyMap<string, string>): Promise<ListedLog | null> {
    try {
      const log = await find(id, files);
      if (log === null) return null;
      const title = computed.get(id)?.title ?? computeLogTitle(id, titles);
      const detail = computed.get(id)?.detail ?? details?.get(id);
      return { id, title, ...stateFacts(log), ...(detail === undefined ? {} : { detail }) };
    } catch (error) {
      onProblem(`Left out ${id}${EXTENSION}: ${describeError(error)}`);
      return null;
    }
  }

  return {
    async list() {
      const files = await findFiles(options);
      const ids = [...files.keys()].sort((a, b) => compareLogIds(a, b, titles));
      const all = new Set([...computed.keys(), ...ids]);
      const summaries = await Promise.all([...all].map((id) => summarize(id, files)));
      return summaries.filter((summary) => summary !== null);
    },
    async findFeed(id, speed) {
      const log = await find(id, await findFiles(options));
      if (log === null) return null;
      if ('recording' in log) return createRecordingFeed({ recording: log.recording, speed, clock });
      const { maxGapMs = Number.POSITIVE_INFINITY } = options;
      const open = (): AsyncIterable<Uint8Array> => createReadStream(log.file);
      return createLogFeed({ open, speed, maxGapMs, clock }, (error) => {
        onProblem(`No more of ${id}${EXTENSION}: ${describeError(error)}`);
      });
    },
  };
}

/** Only names listed in the folder become paths, so `../` finds nothing. */
async function findFiles({ folder, files }: LogLibraryOptions): Promise<ReadonlyMap<string, string>> {
  if (folder === undefined) return files;
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile() && entry.name.endsWith(EXTENSION));
  const inFolder = names.map(({ name }) => [name.slice(0, -EXTENSION.length), join(folder, name)] as const);
  return new Map([...inFolder, ...files]);
}

type FindLog = (id: string, files: ReadonlyMap<string, string>) => Promise<FoundLog | null>;

/** Creates a function that finds a log by its id, and caches it. */
function createLogFinder(options: LogLibraryOptions): FindLog {
  const recordings = new Map<string, Promise<Recording>>();

  function readOnce(id: string, open: () => AsyncIterable<Uint8Array>): Promise<Recording> {
    const kept = recordings.get(id);
    if (kept) return kept;
    const recording = readRecording(readMessageLines(open()), options);
    recordings.set(id, recording);
    // A failure is not cached: the file may be complete the next time.
    recording.catch(() => recordings.delete(id));
    return recording;
  }

  return async (id, files) => {
    const text = options.computed.get(id)?.readText;
    if (text !== undefined)
      return { recording: await readOnce(id, () => Readable.from([Buffer.from(text())])) };
    const file = files.get(id);
    if (file === undefined) return null;
    // A cached log stays as it was read, even if its file has grown since.
    const bytes = recordings.has(id) ? 0 : (await stat(file)).size;
    if (bytes > LARGEST_KEPT_LOG_BYTES) return { file, bytes };
    return { recording: await readOnce(id, () => createReadStream(file)) };
  };
}

function stateFacts(log: FoundLog): Omit<ListedLog, 'id' | 'title'> {
  if (!('recording' in log))
    return { messages: null, durationMs: null, runs: null, names: [], bytes: log.bytes };
  const { messages, durationMs, runCount, eventNames } = log.recording;
  return { messages: messages.length, durationMs, runs: runCount, names: eventNames };
}
