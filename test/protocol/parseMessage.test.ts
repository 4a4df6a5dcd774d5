import { describe, expect, it } from 'vitest';
import { EVENT_NAMES, parseMessage } from '../../src/protocol/index.js';
import {
  createFinish,
  createMessage,
  createStart,
  createUpdate,
  readDiagnostics,
  readEvent,
} from './createMessage.js';

describe('parseMessage', () => {
  it('reads an envelope and its text alike', () => {
    const message = createUpdate({}, { epoch: 'a1' });
    expect(readEvent(JSON.stringify(message, null, 2))).toEqual(readEvent(message));
    expect(readEvent(message)).toEqual({
      kind: 'event',
      received: {
        projectId: 'iris',
        runId: 'run_1',
        order: { tsMs: 1_795_403_697_780, seq: 7, content: expect.any(Number) as number },
        epoch: 'a1',
        event: { name: 'GD_PATH_UPDATE', stepStart: 0, points: [{ x: 0.5, y: -0.5 }] },
      },
      diagnostics: [],
      rejectedPoints: 0,
    });
  });

  it.each([
    ['HELLO', createMessage('HELLO', null, { type: 'HELLO', v: 'x', project_id: 1, seq: 'no', ts: null })],
    ['METRIC_SCALAR', createMessage('METRIC_SCALAR', 'odd', { v: 9, project_id: null, seq: -1 })],
    ['GD_PATH_UPDATE', createUpdate({ run_id: 1 }, { type: 'REPLAY' })],
    ['constructor', createMessage('constructor', {})],
    ['PING', { type: 'PING' }],
    [null, { ping: 1 }],
    [null, {}],
    [`${'N'.repeat(63)}…`, createMessage('N'.repeat(100_000), {})],
  ])('[INPUT-13] passes over a message of another kind in silence: %s', (name, message) => {
    expect(parseMessage(message)).toEqual({ kind: 'ignored', name });
  });

  it('[INPUT-12] accepts any stage, and none', () => {
    for (const stage of [undefined, null, 3, { id: 'X' }, { id: 'TRAIN', index: -1, status: 'FAILED' }]) {
      expect(readEvent(createUpdate({}, { stage })).diagnostics).toEqual([]);
    }
  });

  it('[INPUT-12] ignores fields that it does not know', () => {
    const plain = readEvent(createUpdate());
    const points = [{ x: 0.5, y: -0.5, z: 'odd' }];
    expect(readEvent(createUpdate({ points, momentum: {} }, { trace: [1] }))).toEqual(plain);
  });

  it.each([
    [1_730_000_000, 1_730_000_000_000],
    [1_730_000_000.5, 1_730_000_000_500],
    [99_999_999_999, 99_999_999_999_000],
    [1e11, 1e11],
    [1_795_403_697_780, 1_795_403_697_780],
  ])('[ORDER-2] reads ts %d as %d ms', (ts, tsMs) => {
    expect(readEvent(createUpdate({}, { ts })).received.order.tsMs).toBe(tsMs);
  });

  it.each([
    ['ts', 0],
    ['ts', -5],
    ['ts', NaN],
    ['ts', Infinity],
    ['ts', undefined],
    ['seq', -1],
    ['seq', 2 ** 53],
    ['seq', '7'],
    ['seq', undefined],
  ])('[ORDER-3] ranks an event with %s %s before all others and still reads it', (field, value) => {
    const { received, diagnostics } = readEvent(createUpdate({}, { [field]: value }));
    expect(received.order).toMatchObject({ tsMs: -1, seq: -1 });
    expect(received.event).toMatchObject({ points: [{ x: 0.5, y: -0.5 }] });
    expect(diagnostics.map(({ code }) => code)).toEqual([`${field}_unusable`]);
  });

  it('reads seq 0', () => {
    expect(readEvent(createUpdate({}, { seq: 0 })).received.order.seq).toBe(0);
  });

  it('takes an epoch that is not a text for none', () => {
    for (const epoch of [undefined, null, 3, '']) {
      expect(readEvent(createUpdate({}, { epoch })).received.epoch).toBeNull();
    }
  });

  it('[INPUT-14] counts the points that a rejected message carried', () => {
    const points = [{ x: 0, y: 0 }, null, { x: 1, y: 1 }];
    const countOf = (message: unknown) => {
      const parsed = parseMessage(message);
      return parsed.kind === 'rejected' ? parsed.rejectedPoints : null;
    };
    expect(countOf(createUpdate({ points, run_id: null }))).toBe(3);
    expect(countOf(createUpdate({ points }, { project_id: undefined }))).toBe(3);
    expect(countOf(createStart({ run_id: '' }))).toBe(1);
    expect(countOf(createFinish({ run_id: '' }))).toBe(0);
  });

  it('[INPUT-14] says of everything that is missing at once', () => {
    const diagnostics = readDiagnostics(createUpdate({ run_id: 5 }, { v: 2, project_id: '', seq: null }));
    expect(diagnostics.map(({ code }) => code)).toEqual([
      'version_unknown',
      'project_id_invalid',
      'run_id_invalid',
      'seq_unusable',
    ]);
    expect(diagnostics[0]).toMatchObject({ projectId: null, runId: null, seq: null });
  });

  it('[INPUT-14] misses the payload of each event', () => {
    for (const name of EVENT_NAMES) {
      for (const payload of [undefined, null, 'text', []]) {
        expect(readDiagnostics(createMessage(name, payload)).map(({ code }) => code)).toEqual([
          'payload_invalid',
        ]);
      }
    }
  });

  it.each([
    null,
    undefined,
    7,
    true,
    () => 0,
    Symbol('s'),
    10n ** 1000n,
    [],
    'null',
    '7',
    new Uint8Array(4),
    new ArrayBuffer(4),
  ])('rejects what is no object: %s', (message) =>
    expect(readDiagnostics(message).map(({ code }) => code)).toEqual(['message_not_object']),
  );
});
