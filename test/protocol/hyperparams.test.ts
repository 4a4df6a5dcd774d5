import { describe, expect, it } from 'vitest';
import { createHyperparams, listHyperparams } from '../../src/protocol/contract/hyperparams.js';
import type { HyperparamsReceived } from '../../src/protocol/events.js';
import { encodeEvent } from '../../src/protocol/encode.js';
import { createMessage, readEvent } from './createMessage.js';

function read(fields: object) {
  const { received, diagnostics } = readEvent(createMessage('GD_HYPERPARAMS', { run_id: 'r', ...fields }));
  const { values } = received.event as HyperparamsReceived;
  return {
    values,
    names: values.others?.map(({ name }) => name),
    messages: diagnostics.map(({ message }) => message),
  };
}

describe('hyperparameters that the contract does not name', () => {
  it('are kept by name, in the order of the code units of the names', () => {
    const { values, messages } = read({
      optimizer: 'adam',
      eta: 0.1,
      Momentum: 0.9,
      nesterov: false,
      batch: -0,
    });
    expect(values).toEqual({
      eta: 0.1,
      others: [
        { name: 'Momentum', value: 0.9 },
        { name: 'batch', value: 0 },
        { name: 'nesterov', value: false },
        { name: 'optimizer', value: 'adam' },
      ],
    });
    expect(messages).toEqual([]);
  });

  it.each([null, [64, 64], { lr: 1 }])('ignore %j, like any field that nobody knows', (value) => {
    expect(read({ eta: 1, layers: value })).toEqual({ values: { eta: 1 }, names: undefined, messages: [] });
  });

  it('lose a text of 201 characters alone', () => {
    const { names, messages } = read({ a: 'x'.repeat(200), b: 'x'.repeat(201), c: 1 });
    expect(names).toEqual(['a', 'c']);
    expect(messages).toEqual([
      expect.stringMatching(/^event\.payload\.b: expected a text of at most 200 characters/),
    ]);
  });

  it('lose a name of 257 characters alone', () => {
    const { names, messages } = read({ ['a'.repeat(257)]: 1, b: 2 });
    expect(names).toEqual(['b']);
    expect(messages).toEqual([expect.stringContaining('a name of at most 256 characters')]);
  });

  it('are 64 of an event at most: the first by name', () => {
    const all = Array.from({ length: 66 }, (_, i) => `n${String(65 - i).padStart(2, '0')}`);
    const { names, messages } = read(Object.fromEntries(all.map((name, i) => [name, i])));
    expect(names).toEqual([...all].sort().slice(0, 64));
    expect(messages).toEqual(
      ['n64', 'n65'].map((name): unknown =>
        expect.stringContaining(`event.payload.${name}: expected at most 64`),
      ),
    );
  });

  it('lose an infinity alone, which only an object can hold', () => {
    const { names, messages } = read({ a: Infinity, b: 1 });
    expect(names).toEqual(['b']);
    expect(messages).toEqual([expect.stringContaining('event.payload.a: expected a finite number')]);
  });

  it('may have the name of what every object inherits', () => {
    const text = '{"run_id":"r","__proto__":1,"constructor":"x"}';
    const { values } = read(JSON.parse(text) as object);
    expect(createHyperparams({}).others).toBeUndefined();
    expect(values.others?.map(({ name }) => name)).toContain('constructor');
  });
});

describe('createHyperparams', () => {
  it('sorts what a caller names into what the contract names and the others', () => {
    const values = createHyperparams({ optimizer: 'sgd', eta: 1, momentum: 0.5 });
    expect(values).toEqual({
      eta: 1,
      others: [
        { name: 'momentum', value: 0.5 },
        { name: 'optimizer', value: 'sgd' },
      ],
    });
    expect(createHyperparams(values)).toEqual(values);
    expect(listHyperparams(values).map(({ name }) => name)).toEqual(['eta', 'momentum', 'optimizer']);
  });

  it('refuses what a reader would pass over', () => {
    const input = { layers: [64, 64] } as never;
    expect(() => createHyperparams(input)).toThrow(
      new RangeError('hyperparams: layers: expected a text, a number, true or false, got an array of 2'),
    );
  });

  it.each(['run_id', 'eta'])('writes no other hyperparameter by the name of a field: %s', (name) => {
    const event = { name: 'GD_HYPERPARAMS', values: { others: [{ name, value: 1 }] } } as const;
    const envelope = { projectId: 'p', runId: 'r', seq: 1, tsMs: 1_790_000_000_000 };
    expect(() => encodeEvent({ ...envelope, event })).toThrow(RangeError);
  });
});
