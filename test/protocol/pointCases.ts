import type { MessageCase } from './messageCase.js';

/** A point that can be used, as it is sent. */
export const GOOD = '{"x":0.25,"y":-1.5}';
/** The same as it is read. */
export const good = { x: 0.25, y: -1.5 };

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

export const BAD = ['point_invalid'];
export const ADDITIONAL = ['additional_field_invalid'];
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

/** Updates of three points, of which the middle one is more, or less, than `x` and `y`. */
export const POINT_CASES: readonly MessageCase[] = [
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
];
