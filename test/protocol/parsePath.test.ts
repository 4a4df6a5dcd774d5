import { describe, expect, it } from 'vitest';
import { createFinish, createHyperparams, createStart, createUpdate, readEvent } from './createMessage.js';

const GOOD = { x: 0.25, y: -1.5 };

function codesOf(message: unknown): readonly string[] {
  return readEvent(message).diagnostics.map(({ code }) => code);
}

describe('GD_PATH_UPDATE', () => {
  it.each([
    null,
    undefined,
    3,
    'x',
    [],
    {},
    { x: 1 },
    { x: '1', y: 1 },
    { x: 1, y: null },
    { x: NaN, y: 1 },
    { x: 1, y: -Infinity },
    { x: 1e39, y: 0 },
    { x: 1n, y: 1 },
    Object.create(GOOD) as unknown,
  ])('[INPUT-3] loses the bad point %s alone', (bad) => {
    const { received, rejectedPoints, diagnostics } = readEvent(createUpdate({ points: [GOOD, bad, GOOD] }));
    expect(received.event).toMatchObject({ stepStart: 0, points: [GOOD, null, GOOD] });
    expect(rejectedPoints).toBe(1);
    expect(diagnostics.map(({ code }) => code)).toEqual(['point_invalid']);
    expect(diagnostics[0]?.path).toMatch(/^event\.payload\.points\[1\](\.[xy])?$/);
  });

  it('[PATH-9] keeps points outside the domain, and the largest that a float32 can hold, exactly', () => {
    const points = [
      { x: -17.123456789, y: 3.4028234e38 },
      { x: 5e-324, y: 0.1 },
    ];
    expect(readEvent(createUpdate({ points })).received.event).toMatchObject({ points });
  });

  it('makes new points, plain ones with x and y alone, and no -0', () => {
    const point = { y: -0, x: -0, color: 'red' };
    const { event } = readEvent(createUpdate({ points: [point] })).received;
    const [parsed] = event.name === 'GD_PATH_UPDATE' ? event.points : [];
    expect(parsed).not.toBe(point);
    expect(JSON.stringify(parsed)).toBe('{"x":0,"y":0}');
    expect(Object.is(parsed?.x, 0)).toBe(true);
  });

  it('[INPUT-11] reads loss and residual, and drops a bad one without its point', () => {
    const points = [
      { ...GOOD, loss: -2, residual: 0.5 },
      { ...GOOD, loss: null, residual: 1 },
      { ...GOOD, loss: 1e39, residual: -1 },
      { ...GOOD, loss: 3, residual: Infinity },
    ];
    const { received, diagnostics, rejectedPoints } = readEvent(createUpdate({ points }));
    expect(received.event).toEqual({
      name: 'GD_PATH_UPDATE',
      stepStart: 0,
      points: [{ ...GOOD, loss: -2, residual: 0.5 }, { ...GOOD, residual: 1 }, GOOD, { ...GOOD, loss: 3 }],
    });
    expect(rejectedPoints).toBe(0);
    expect(diagnostics.map(({ path }) => path.replace('event.payload.', ''))).toEqual([
      'points[1].loss',
      'points[2].loss',
      'points[2].residual',
      'points[3].residual',
    ]);
  });

  it('[INPUT-5] takes a missing space for normalized', () => {
    expect(codesOf(createUpdate({ space: undefined }))).toEqual([]);
  });

  it.each(['surface', '', null, 1])(
    '[INPUT-5] loses all points of the space %j with one diagnostic',
    (space) => {
      const { received, rejectedPoints } = readEvent(createUpdate({ space, points: [GOOD, null, GOOD] }));
      expect(received.event).toEqual({ name: 'GD_PATH_UPDATE', stepStart: 0, points: [null, null, null] });
      expect(rejectedPoints).toBe(3);
      expect(codesOf(createUpdate({ space, points: [GOOD, null, GOOD] }))).toEqual(['space_unknown']);
    },
  );

  it.each([-1, 1.5, '3', 2 ** 53, null, NaN])(
    '[INPUT-6] cannot place the points of step_start %s',
    (stepStart) => {
      const { received, rejectedPoints } = readEvent(
        createUpdate({ step_start: stepStart, points: [GOOD, GOOD] }),
      );
      expect(received.event).toEqual({ name: 'GD_PATH_UPDATE', stepStart: null, points: [] });
      expect(rejectedPoints).toBe(2);
    },
  );

  it('[INPUT-6] keeps the points of an update without step_start', () => {
    const { event } = readEvent(createUpdate({ step_start: undefined, points: [GOOD] })).received;
    expect(event).toEqual({ name: 'GD_PATH_UPDATE', stepStart: null, points: [GOOD] });
  });

  it('[INPUT-7] keeps the points up to the last step there is', () => {
    const message = createUpdate({
      step_start: Number.MAX_SAFE_INTEGER - 1,
      points: [GOOD, GOOD, GOOD, GOOD],
    });
    const { received, rejectedPoints } = readEvent(message);
    expect(received.event).toMatchObject({ points: [GOOD, GOOD] });
    expect(rejectedPoints).toBe(2);
  });

  it('[LIMIT-8] keeps the first points where there are more than the limit', () => {
    const message = createUpdate({ points: [GOOD, null, GOOD, GOOD, null] });
    const { received, rejectedPoints } = readEvent(message, { maxPointsPerMessage: 3 });
    expect(received.event).toMatchObject({ points: [GOOD, null, GOOD] });
    expect(rejectedPoints).toBe(3);
  });

  it('is an event without points where they are no array', () => {
    const { event } = readEvent(createUpdate({ points: 'none', step_start: 4 })).received;
    expect(event).toEqual({ name: 'GD_PATH_UPDATE', stepStart: 4, points: [] });
  });
});

describe('GD_PATH_STARTED', () => {
  it('starts a path at point0', () => {
    const { event } = readEvent(createStart({ domainHalf: 2.5, point0: { ...GOOD, loss: 4 } })).received;
    expect(event).toEqual({ name: 'GD_PATH_STARTED', domainHalf: 2.5, point0: { ...GOOD, loss: 4 } });
  });

  it.each([
    [{ point0: undefined }, 0, 'point_invalid'],
    [{ point0: { x: 1 } }, 1, 'point_invalid'],
    [{ space: 'raw' }, 1, 'space_unknown'],
  ])('starts a path all the same with %j', (payload, rejected, code) => {
    const { received, rejectedPoints, diagnostics } = readEvent(createStart(payload));
    expect(received.event).toEqual({ name: 'GD_PATH_STARTED', domainHalf: 6, point0: null });
    expect(rejectedPoints).toBe(rejected);
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
  });

  it('has no domainHalf where none came, without a word', () => {
    const { received, diagnostics } = readEvent(createStart({ domainHalf: undefined }));
    expect(received.event).toMatchObject({ domainHalf: null });
    expect(diagnostics).toEqual([]);
  });

  it.each([1, 50, Number.MAX_SAFE_INTEGER])('reads report_every %s', (reportEvery) => {
    const { received, diagnostics } = readEvent(createStart({ report_every: reportEvery }));
    expect(received.event).toMatchObject({ reportEvery });
    expect(diagnostics).toEqual([]);
  });

  it.each([0, -0, -50, 1.5, '50', null, 2 ** 53, Infinity, [50]])(
    '[INPUT-11] drops report_every %s alone',
    (reportEvery) => {
      const point0 = { ...GOOD, loss: 4 };
      const { received, diagnostics } = readEvent(createStart({ report_every: reportEvery, point0 }));
      expect(received.event).toEqual({ name: 'GD_PATH_STARTED', domainHalf: 6, point0 });
      expect(diagnostics.map(({ code, path }) => [code, path])).toEqual([
        ['additional_field_invalid', 'event.payload.report_every'],
      ]);
    },
  );

  it('reads why a path starts anew', () => {
    const { received, diagnostics } = readEvent(createStart({ restart: 'projection' }));
    expect(received.event).toMatchObject({ restart: 'projection' });
    expect(diagnostics).toEqual([]);
  });

  it.each(['Projection', '', 'plane', true, null, 1, ['projection']])(
    '[INPUT-11] drops restart %s alone',
    (restart) => {
      const point0 = { ...GOOD, loss: 4 };
      const { received, diagnostics } = readEvent(createStart({ restart, point0 }));
      expect(received.event).toEqual({ name: 'GD_PATH_STARTED', domainHalf: 6, point0 });
      expect(diagnostics.map(({ code, path }) => [code, path])).toEqual([
        ['additional_field_invalid', 'event.payload.restart'],
      ]);
    },
  );

  it('reads report_every beside a point that it cannot use', () => {
    const message = createStart({ report_every: 5, space: 'raw' });
    expect(readEvent(message).received.event).toMatchObject({ reportEvery: 5, point0: null });
  });

  it.each([0, -6, 1e-50, 1e39, '6', null])('[INPUT-8] does not use domainHalf %s', (domainHalf) => {
    expect(readEvent(createStart({ domainHalf })).received.event).toMatchObject({ domainHalf: null });
    expect(codesOf(createStart({ domainHalf }))).toEqual(['domain_half_invalid']);
  });
});

describe('GD_PATH_FINISHED', () => {
  it('ends a path', () => {
    const { event } = readEvent(createFinish({ final_step: 0, reason: 'max_steps' })).received;
    expect(event).toEqual({ name: 'GD_PATH_FINISHED', finalStep: 0, reason: 'max_steps' });
  });

  it.each([undefined, null, -1, 1.5, '50', 2 ** 53])(
    '[RUN-3] ends a path all the same at final_step %s',
    (finalStep) => {
      const { event } = readEvent(createFinish({ final_step: finalStep })).received;
      expect(event).toEqual({ name: 'GD_PATH_FINISHED', finalStep: null, reason: 'converged' });
    },
  );

  it.each([undefined, null, '', 'Converged', 3, ['error']])('[RUN-3] invents no reason for %j', (reason) => {
    expect(readEvent(createFinish({ reason })).received.event).toMatchObject({ finalStep: 9, reason: null });
  });
});

describe('GD_HYPERPARAMS', () => {
  it('keeps what came', () => {
    const { event } = readEvent(createHyperparams({ steps: undefined })).received;
    expect(event).toEqual({ name: 'GD_HYPERPARAMS', values: { eta: 0.05, tolGrad: 1e-3, tolStep: 5e-4 } });
  });

  it('loses each bad one alone', () => {
    const message = createHyperparams({ eta: '0.05', steps: 1.5, tolGrad: -1 });
    expect(readEvent(message).received.event).toEqual({ name: 'GD_HYPERPARAMS', values: { tolStep: 5e-4 } });
    expect(readEvent(message).diagnostics.map(({ path }) => path)).toEqual([
      'event.payload.eta',
      'event.payload.steps',
      'event.payload.tolGrad',
    ]);
  });
});
