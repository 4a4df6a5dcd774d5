import {
  createDiagnostic,
  type Diagnostic,
  type DiagnosticCode,
  type DiagnosticOrigin,
  type DiagnosticWords,
} from '../protocol/diagnostic.js';
import type { ReceivedEvent } from '../protocol/envelope.js';
import type { ReceivedRunReport } from '../protocol/reportedEvents.js';

function originOf({ projectId, runId, order }: ReceivedEvent | ReceivedRunReport): DiagnosticOrigin {
  return { projectId, runId, seq: order.seq < 0 ? null : order.seq };
}

/** The surface and the start of a run name different domains. */
export function domainHalfMismatch(
  received: ReceivedEvent,
  { surface, start }: { readonly surface: number; readonly start: number },
): Diagnostic {
  return createDiagnostic('domain_half_mismatch', originOf(received), {
    path: 'event.payload.domainHalf',
    expected: `the same in the surface's event and the path's start`,
    found: `${surface} from the surface and ${start} from the start`,
    hint: `the surface's is used`,
  });
}

/** A path has reached the number of points it keeps. */
export function pathLimitReached(received: ReceivedEvent, maxPoints: number): Diagnostic {
  return createDiagnostic('path_limit_reached', originOf(received), {
    path: 'event.payload.points',
    expected: `at most ${maxPoints} points a run`,
    found: 'more',
    hint: 'the earliest are evicted; raise maxPointsPerRun to keep more',
  });
}

/** A run has more reported series than are kept. */
export function seriesLimitReached(
  received: ReceivedEvent | ReceivedRunReport,
  maxSeries: number,
): Diagnostic {
  return createDiagnostic('series_limit_reached', originOf(received), {
    path: 'event.payload.name',
    expected: `at most ${maxSeries} series a run`,
    found: 'one more',
    hint: 'losses are kept first, then by name; raise maxSeriesPerRun to keep more',
  });
}

/** A run was evicted. */
export function runLimitReached(received: ReceivedEvent, maxRuns: number): Diagnostic {
  return createDiagnostic('run_limit_reached', originOf(received), {
    path: 'event.payload.run_id',
    expected: `at most ${maxRuns} runs`,
    found: 'one more',
    hint: 'the earliest is evicted; raise maxRuns to keep more',
  });
}

/** An event of a run that was evicted. */
export function eventForEvictedRun(received: ReceivedEvent, maxRuns: number): Diagnostic {
  return createDiagnostic('event_for_evicted_run', originOf(received), {
    path: 'event.payload.run_id',
    expected: `one of the ${maxRuns} runs that are kept`,
    found: 'a run that was evicted',
    hint: 'raise maxRuns to keep more',
  });
}

/** Elements of one array, beyond those reported one by one, that are no messages. */
export function createJunkDiagnostic(elements: number): Diagnostic {
  const nobody = { projectId: null, runId: null, seq: null };
  return createDiagnostic('message_not_object', nobody, {
    path: 'message',
    expected: 'an array of envelopes',
    found: `${elements} more elements that are none`,
  });
}

/** A fault that was found outside the store, in an asset of a run. */
export interface FoundFault extends DiagnosticWords {
  readonly code: DiagnosticCode;
  /** The asset that has the fault: the same fault of the same asset is reported once. */
  readonly asset: string;
}

/** What is wrong with an asset that an event of this run named. */
export function createAssetDiagnostic(
  run: { readonly projectId: string; readonly runId: string } | undefined,
  { code, asset: _asset, ...words }: FoundFault,
): Diagnostic {
  return createDiagnostic(
    code,
    { projectId: run?.projectId ?? null, runId: run?.runId ?? null, seq: null },
    words,
  );
}
