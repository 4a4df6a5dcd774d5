import { PAYLOAD_PATH } from './contract/payloadType.js';
import { takeOrder } from './contentOrder.js';
import type { Diagnostic } from './diagnostic.js';
import { startFingerprint, writeNumber } from './fingerprint.js';
import { checkPlainPrototype, isRecord, isStep, ownFields, UNREADABLE, type OwnFields } from './ownField.js';
import { DEFAULT_PARSE_LIMITS } from './parseLimits.js';
import { ReadContext } from './readContext.js';
import type { ReceivedReport, ReportedEventName, RunReport } from './reportedEvents.js';
import { readText, REPORT_TYPES, type ReportType } from './reportTypes.js';

/** What was read of one of a pipeline's other events. */
export interface ParsedReport {
  /** Null where nothing of it can be used. */
  readonly received: ReceivedReport | null;
  /** What could not be used: as an outsider may mean something else by these names, they are worth a report once a run. */
  readonly diagnostics: readonly Diagnostic[];
}

const NAMES: ReadonlySet<string> = new Set(Object.keys(REPORT_TYPES));
const ENVELOPE_FIELDS = ['type', 'project_id', 'seq', 'ts', 'event'] as const;
const EVENT_FIELDS = ['name', 'payload'] as const;
const RUN_FIELDS = ['run_id'] as const;

/** Whether events of this name are read beside those of the contract. */
export function isReportedName(name: string | null): name is ReportedEventName {
  return name !== null && NAMES.has(name);
}

/**
 * Reads an envelope that is none of the contract's but may say something of a run beside its path. Never throws.
 * @param isOwn - whether the envelope was parsed from a text here
 */
export function parseReported(envelope: unknown, isOwn: boolean): ParsedReport {
  const context = new ReadContext(DEFAULT_PARSE_LIMITS, false);
  try {
    context.isPlain = checkPlainPrototype() && isOwn;
    return { received: readReport(envelope, context), diagnostics: context.diagnostics };
  } catch {
    // A getter of a plain object, or a stack overflow.
    context.report('unreadable', 'message', UNREADABLE, 'an envelope');
    return { received: null, diagnostics: context.diagnostics };
  }
}

function readReport(envelope: unknown, context: ReadContext): ReceivedReport | null {
  if (!isRecord(envelope)) return null;
  const fields = ownFields(envelope, ENVELOPE_FIELDS, context.isPlain);
  const { event } = fields;
  if (fields.type !== 'EVENT' || !isRecord(event)) return null;
  const { name, payload } = ownFields(event, EVENT_FIELDS, context.isPlain);
  if (typeof name !== 'string' || !isReportedName(name)) return null;
  const projectId = readText(fields.project_id, 'project_id', context, false, '');
  if (projectId !== null) context.projectId = projectId;
  if (isStep(fields.seq)) context.seq = fields.seq + 0;
  if (!isRecord(payload)) {
    context.report('reported_field_invalid', PAYLOAD_PATH, payload, 'an object');
    return null;
  }
  if (name === 'STAGE_STATUS') {
    const type = REPORT_TYPES[name];
    const stage = type.read(payload, context);
    if (projectId === null || stage === null) return null;
    return { projectId, runId: null, order: createOrder(projectId, '', type, stage, fields), event: stage };
  }
  const runId = readText(ownFields(payload, RUN_FIELDS, context.isPlain).run_id, 'run_id', context);
  if (runId !== null) context.runId = runId;
  const reportType = REPORT_TYPES[name] as ReportType<RunReport>;
  const reported = reportType.read(payload, context);
  if (projectId === null || runId === null || reported === null) return null;
  const order = createOrder(projectId, runId, reportType, reported, fields);
  return { projectId, runId, order, event: reported };
}

function createOrder<Event>(
  projectId: string,
  runId: string,
  type: ReportType<Event>,
  event: Event,
  { ts, seq }: OwnFields<'ts' | 'seq'>,
) {
  startFingerprint(projectId, runId);
  writeNumber(type.mark);
  type.writeContent(event);
  return takeOrder(ts, seq);
}
