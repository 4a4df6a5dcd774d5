import { afterAll, afterEach, beforeAll, describe, expect, inject } from 'vitest';
import type { Engine, StartEngine } from './engine.js';
import { describeInput } from './describeInput.js';
import { describePictures } from './describePictures.js';

/** Tries the component in an engine, which is started once. */
export function describeEngine(name: string, start: StartEngine): void {
  describe(name, () => {
    let engine: Engine | null = null;
    beforeAll(async () => {
      engine = await start(inject('pageUrl'));
      console.log(`${name}: ${engine.version}`);
    });
    afterAll(() => engine?.close());
    const findEngine = (): Engine => engine!;
    afterEach(async () => {
      expect(await findEngine().ask('takeMessages'), 'messages of the page').toEqual([]);
      expect(await findEngine().ask('readGlError'), "the context's error").toBe(0);
    });
    describeInput(findEngine);
    describePictures(findEngine);
  });
}
