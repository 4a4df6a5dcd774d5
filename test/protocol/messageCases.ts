/** So small that a case reaches them. */
export const CASE_LIMITS = { maxPointsPerMessage: 4, maxHills: 2 };
const LAST = Number.MAX_SAFE_INTEGER;

type Named = 'x' | 'y' | 'loss' | 'residual';

/** A message as it is sent, and what is to be read of it. */
export interface MessageCase {
  readonly rule: string;
  readonly what: string;
  /** The fields beside `run_id`: JSON, also such as `JSON.stringify` would not write (1e999, `__proto__`). */
  readonly payload: string;
  readonly name?: string;
  /** The points that are read, null for one that cannot be used. */
  readonly points?: readonly (Partial<Record<Named, number>> | null)[];
  /** Other fields of the event that is read. */
  readonly fields?: object;
  readonly rejectedPoints?: number;
  readonly codes?: readonly string[];
}

const GOOD = '{"x":0.25,"y":-1.5}';
const good = { x: 0.25, y: -1.5 };

/** A case of each way in which one point of three can be more, or less, than `x` and `y`. */
function ofMiddlePoint(
  rule: string,
  what: string,
  point: string,
  read: MessageCase['points'],
  codes: readonly string[] = [],
): MessageCase {
  return {
    rule,
    what,
    payload: `"step_start":0,"points":[${GOOD},${point},${GOOD}]`,
    points: [good, ...(read ?? []), good],
    rejectedPoints: read?.[0] === null ? 1 : 0,
    codes,
  };
}

const BAD = ['point_invalid'];
const ADDITIONAL = ['additional_field_invalid'];
const badPoints = [
  'null',
  '3',
  '"x"',
  '[]',
  '[0.25,-1.5]',
  '{}',
  '{"x":1}',
  '{"y":1}',
  '{"x":"1","y":1}',
  '{"x":1,"y":"1"}',
  '{"x":null,"y":1}',
  '{"x":1,"y":null}',
  '{"x":1e999,"y":0}',
  '{"x":0,"y":-1e999}',
  '{"x":1e39,"y":0}',
  '{"x":0,"y":-1e39}',
  '{"__proto__":{"x":0.25,"y":-1.5}}',
].map((point) => ofMiddlePoint('INPUT-3', `the point ${point}`, point, [null], BAD));

const badFields = [
  ['"loss":null', {}],
  ['"loss":"3"', {}],
  ['"loss":1e999', {}],
  ['"loss":-1e39', {}],
  ['"loss":[]', {}],
  ['"residual":null', {}],
  ['"residual":"3"', {}],
  ['"residual":-1', {}],
  ['"residual":-5e-324', {}],
  ['"residual":1e999', {}],
  ['"loss":true,"residual":0.5', { residual: 0.5 }],
  ['"loss":-2,"residual":-0.5', { loss: -2 }],
] as const;

const CASES: readonly MessageCase[] = [
  ...badPoints,
  ...badFields.map(([fields, kept]) =>
    ofMiddlePoint('INPUT-11', fields, `{"x":1,"y":2,${fields}}`, [{ x: 1, y: 2, ...kept }], ADDITIONAL),
  ),
  ofMiddlePoint('PATH-8', 'loss and residual', '{"residual":0,"loss":-2,"y":2,"x":1}', [
    { x: 1, y: 2, loss: -2, residual: 0 },
  ]),
  ofMiddlePoint('PATH-9', 'the greatest of a float32', '{"x":3.4028234e38,"y":-17.123456789012345}', [
    { x: 3.4028234e38, y: -17.123456789012345 },
  ]),
  ofMiddlePoint(
    'INPUT-12',
    'fields that are not known',
    '{"x":1,"y":2,"z":"x","step":7,"__proto__":{"loss":1}}',
    [{ x: 1, y: 2 }],
  ),
  {
    rule: 'LIMIT-8',
    what: 'a point more than may be',
    payload: `"step_start":0,"points":[${GOOD},{"x":1,"y":1},{"x":2,"y":2},{"x":3,"y":3},${GOOD}]`,
    points: [good, { x: 1, y: 1 }, { x: 2, y: 2 }, { x: 3, y: 3 }],
    rejectedPoints: 1,
    codes: ['too_many_points'],
  },
  {
    rule: 'INPUT-7',
    what: 'a step beyond 2^53 - 1',
    payload: `"step_start":${LAST - 1},"points":[${GOOD},{"x":1,"y":1},${GOOD}]`,
    points: [good, { x: 1, y: 1 }],
    rejectedPoints: 1,
    codes: ['step_overflow'],
  },
  ...['null', '-1', '0.5', '"3"', '9007199254740992'].map((step): MessageCase => ({
    rule: 'INPUT-6',
    what: `step_start ${step}`,
    payload: `"step_start":${step},"points":[${GOOD},${GOOD}]`,
    points: [],
    fields: { stepStart: null },
    rejectedPoints: 2,
    codes: ['step_start_invalid'],
  })),
  {
    rule: 'INPUT-6',
    what: 'no step_start',
    payload: `"points":[${GOOD}]`,
    points: [good],
    fields: { stepStart: null },
    codes: ['step_start_missing'],
  },
  ...['"surface"', 'null', '""', '0'].map((space): MessageCase => ({
    rule: 'INPUT-5',
    what: `the space ${space}`,
    payload: `"step_start":0,"space":${space},"points":[${GOOD},null]`,
    points: [null, null],
    rejectedPoints: 2,
    codes: ['space_unknown'],
  })),
  ...['0', '-50', '1.5', '"50"', 'null', '1e999', '9007199254740992'].map((every): MessageCase => ({
    rule: 'INPUT-11',
    what: `report_every ${every}`,
    name: 'GD_PATH_STARTED',
    payload: `"report_every":${every},"domainHalf":2,"point0":{"x":1,"y":2,"loss":3}`,
    fields: { name: 'GD_PATH_STARTED', domainHalf: 2, point0: { x: 1, y: 2, loss: 3 } },
    codes: ADDITIONAL,
  })),
  ...['0', '-6', '1e-50', '1e39', '"6"', 'null'].map((domainHalf): MessageCase => ({
    rule: 'INPUT-8',
    what: `domainHalf ${domainHalf}`,
    name: 'GD_PATH_STARTED',
    payload: `"domainHalf":${domainHalf},"point0":${GOOD}`,
    fields: { name: 'GD_PATH_STARTED', domainHalf: null, point0: good },
    codes: ['domain_half_invalid'],
  })),
  {
    rule: 'INPUT-3',
    what: 'a point0 without y, and a residual that is none',
    name: 'GD_PATH_STARTED',
    payload: '"point0":{"x":1,"residual":-1}',
    fields: { name: 'GD_PATH_STARTED', domainHalf: null, point0: null },
    rejectedPoints: 1,
    codes: BAD,
  },
  {
    rule: 'INPUT-9',
    what: 'hills without an amp, and one more than may be',
    name: 'LOSS_SURFACE_SPEC_READY',
    payload:
      '"surface_spec":{"kind":"multi_hill","params":{"hills":[{"x":1,"y":2,"sigma":4},{"x":1,"y":2,"amp":3,"sigma":4},{"x":1,"y":2,"amp":3,"sigma":4}]}}',
    fields: {
      params: {
        kind: 'multi_hill',
        bowlStrength: 0.06,
        offset: 0,
        hills: [{ x: 1, y: 2, amp: 3, sigma: 4 }],
      },
    },
    codes: ['too_many_hills', 'hill_invalid'],
  },
  {
    rule: 'INPUT-10',
    what: 'a resolution of 1',
    name: 'LOSS_SURFACE_GRID_READY',
    payload: '"asset_url":"/g","resolution":1',
    codes: ['resolution_invalid'],
  },
  {
    rule: 'RUN-5',
    what: 'each hyperparameter under its own name',
    name: 'GD_HYPERPARAMS',
    payload: '"tolStep":4,"tolGrad":3,"steps":2,"eta":1,"beta":9',
    fields: { name: 'GD_HYPERPARAMS', values: { eta: 1, steps: 2, tolGrad: 3, tolStep: 4 } },
  },
  {
    rule: 'RUN-3',
    what: 'an end with a reason alone',
    name: 'GD_PATH_FINISHED',
    payload: '"final_step":-1,"reason":"error"',
    fields: { name: 'GD_PATH_FINISHED', finalStep: null, reason: 'error' },
    codes: ['final_step_invalid'],
  },
  {
    rule: 'INPUT-14',
    what: 'no run_id',
    payload: `"run_id":"","points":[${GOOD},${GOOD}]`,
    rejectedPoints: 2,
    codes: ['run_id_invalid'],
  },
];

/** The cases of a rule, each with what it is about. */
export function casesOf(rule: string): [what: string, one: MessageCase][] {
  return CASES.filter((one) => one.rule === rule).map((one) => [one.what, one]);
}

/** The text of a case's message. */
export function textOf({ name = 'GD_PATH_UPDATE', payload }: Pick<MessageCase, 'name' | 'payload'>): string {
  const event = `{"name":"${name}","payload":{"run_id":"r",${payload}}}`;
  return `{"v":1,"type":"EVENT","project_id":"p","seq":7,"ts":1790000000000,"event":${event}}`;
}
