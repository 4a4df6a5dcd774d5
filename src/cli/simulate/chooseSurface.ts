import type { SimulatedSurface } from '../../descent/simulation/simulatedSurface.js';
import { TEST_FUNCTIONS, type TestFunctionName } from '../../descent/testFunctions/testFunctions.js';
import {
  DEFAULT_DOMAIN_HALF,
  DEFAULT_PARSE_LIMITS,
  parseEnvelope,
  SURFACE_KINDS,
  SURFACE_PARAM_DEFAULTS,
  type Diagnostic,
  type Hill,
  type SurfaceKind,
  type SurfaceParams,
} from '../../protocol/index.js';

/** The contract's kinds, then the test functions. */
export const SURFACE_NAMES: readonly string[] = [...SURFACE_KINDS, ...Object.keys(TEST_FUNCTIONS)];

/** Samples a side for a surface that the contract has no formula of. */
const DEFAULT_NODES = 65;

/** Default hills, with two valleys and a ridge between: without hills the contract's `multi_hill` is a bowl. */
const HILLS: readonly Hill[] = [
  { x: -2.6, y: 1.8, amp: -2.6, sigma: 1.5 },
  { x: 2.2, y: -2.4, amp: -1.8, sigma: 1.2 },
  { x: 1.6, y: 2.4, amp: 2, sigma: 1.3 },
  { x: -1.8, y: -2.2, amp: 1.4, sigma: 1.1 },
];

/** Which surface was asked for. */
export interface SurfaceChoice {
  /** One of {@link SURFACE_NAMES}. */
  readonly surface: string;
  /** Parameters as they were given. */
  readonly params?: Readonly<Record<string, unknown>>;
  /** Half the side of the domain, in surface units, above 0. */
  readonly domainHalf?: number;
  /** Scene units per loss unit, not 0. */
  readonly zScale?: number;
  readonly nodes?: number;
}

/**
 * Creates the chosen surface; a parameter that was left out has the contract's default.
 * @throws RangeError for a parameter that the surface does not have, or a value that a reader could not use
 */
export function chooseSurface(choice: SurfaceChoice): SimulatedSurface {
  const { surface, zScale } = choice;
  const frame = zScale === undefined ? {} : { zScale };
  if (!isKind(surface)) {
    assertAbsent(choice, ['params', 'domainHalf'], 'is a test function, with a domain of its own');
    const objective = TEST_FUNCTIONS[surface as TestFunctionName];
    return { objective, nodes: choice.nodes ?? DEFAULT_NODES, ...frame };
  }
  assertAbsent(choice, ['nodes'], 'is sent as a formula, without samples');
  const { domainHalf = DEFAULT_DOMAIN_HALF } = choice;
  return { params: readParams(surface, choice.params ?? {}, domainHalf), domainHalf, ...frame };
}

function isKind(name: string): name is SurfaceKind {
  return (SURFACE_KINDS as readonly string[]).includes(name);
}

const FLAGS = { params: '--params', domainHalf: '--domain-half', nodes: '--nodes' } as const;

function assertAbsent(choice: SurfaceChoice, names: readonly (keyof typeof FLAGS)[], why: string): void {
  const given = names.find((name) => choice[name] !== undefined);
  if (given === undefined) return;
  throw new RangeError(`${FLAGS[given]}: ${choice.surface} ${why}`);
}

/** Reads parameters as a viewer does, and refuses those that a viewer would refuse. */
function readParams(
  kind: SurfaceKind,
  given: Readonly<Record<string, unknown>>,
  domainHalf: number,
): SurfaceParams {
  const known = [...Object.keys(SURFACE_PARAM_DEFAULTS[kind]), ...(kind === 'multi_hill' ? ['hills'] : [])];
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new RangeError(
      `--params: ${kind} has no ${unknown}; it has ${known.length === 0 ? 'none' : known.join(', ')}`,
    );
  const params = kind === 'multi_hill' ? { hills: HILLS, ...given } : given;
  const payload = { run_id: 'run', surface_spec: { kind, params, domainHalf } };
  const event = { name: 'LOSS_SURFACE_SPEC_READY', payload };
  const envelope = { v: 1, type: 'EVENT', project_id: 'project', seq: 1, ts: 1e12, event };
  const parsed = parseEnvelope(envelope, DEFAULT_PARSE_LIMITS);
  if (parsed.kind === 'event' && parsed.diagnostics.length === 0) {
    const { event: read } = parsed.received;
    if (read.name === 'LOSS_SURFACE_SPEC_READY' && read.params !== null) return read.params;
  }
  throw new RangeError(
    parsed.kind === 'ignored' ? '--params: cannot be read' : nameFlags(parsed.diagnostics),
  );
}

/** The first diagnostic, with the names of flags in place of fields. */
function nameFlags(diagnostics: readonly Diagnostic[]): string {
  const message = diagnostics[0]?.message ?? '--params: cannot be read';
  return message
    .replace('event.payload.surface_spec.params', '--params')
    .replace('event.payload.surface_spec.domainHalf', '--domain-half');
}
