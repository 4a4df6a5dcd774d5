import type { MessageCase } from './messageCase.js';
import { ADDITIONAL, BAD, good, GOOD, POINT_CASES } from './pointCases.js';

/** So small that a case reaches them. */
export const CASE_LIMITS = { maxPointsPerMessage: 4, maxHills: 2 };
const LAST = Number.MAX_SAFE_INTEGER;

const CASES: readonly MessageCase[] = [
  ...POINT_CASES,
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
  ...['"Projection"', '""', 'null', '1', 'true'].map((restart): MessageCase => ({
    rule: 'INPUT-11',
    what: `restart ${restart}`,
    name: 'GD_PATH_STARTED',
    payload: `"restart":${restart},"domainHalf":2,"point0":{"x":1,"y":2,"loss":3}`,
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
  ...[
    ['0', 0.3],
    ['1e-50', 0.3],
    ['1e39', 0.3],
    ['"1"', 0.3],
    ['-0.5', -0.5],
    ['2', 2],
  ].map(([sent, zScale]): MessageCase => ({
    rule: 'INPUT-8',
    what: `zScale ${sent}`,
    name: 'LOSS_SURFACE_GRID_READY',
    payload: `"asset_url":"/g","resolution":2,"zScale":${sent}`,
    fields: { zScale, domainHalf: null },
    codes: zScale === 0.3 ? ['z_scale_invalid'] : [],
  })),
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
  ...[
    '"y":2,"amp":3,"sigma":4',
    '"x":1,"y":null,"amp":3,"sigma":4',
    '"x":1,"y":2,"amp":"3","sigma":4',
    '"x":1,"y":2,"amp":3,"sigma":1e39',
    '"x":1,"y":2,"amp":3',
  ].map((hill): MessageCase => ({
    rule: 'INPUT-9',
    what: `a hill of ${hill}, before a good one`,
    name: 'LOSS_SURFACE_SPEC_READY',
    payload: `"surface_spec":{"kind":"multi_hill","params":{"hills":[{${hill}},{"x":1,"y":2,"amp":3,"sigma":4}]}}`,
    fields: { params: { kind: 'multi_hill', hills: [{ x: 1, y: 2, amp: 3, sigma: 4 }] } },
    codes: ['hill_invalid'],
  })),
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
