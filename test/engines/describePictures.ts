import { beforeEach, expect, it } from 'vitest';
import { PICTURES } from '../picture/cases.js';
import type { Observation } from '../picture/observation.js';
import { answer, type Subject } from '../picture/oracle/answer.js';
import { takePicture, type Engine } from './engine.js';

/** A kind, a sampled surface, a logarithm, holes: each way to a height that the shaders know. */
const NAMES = ['bowl', 'sampled grid', 'logarithm', 'holes'];

/** The fewest answers to each: a question that is never asked proves nothing. */
const FEWEST: Partial<Record<Subject, number>> = {
  surface: 600,
  contours: 15,
  floor: 10,
  labels: 10,
  marks: 3,
  line: 20,
  legend: 9,
};

async function observe(engine: Engine): Promise<Observation> {
  const { widthPx, heightPx, pixels } = await takePicture(engine);
  const { unlit, ...seen } = await engine.ask('observe');
  const raster = { width: widthPx, height: heightPx };
  return {
    ...seen,
    pixels: { ...raster, data: pixels },
    unlit: { ...raster, data: Buffer.from(unlit, 'base64') },
  };
}

/** What the oracle says must be seen, of events alone. */
export function describePictures(findEngine: () => Engine): void {
  let engine: Engine;
  beforeEach(() => {
    engine = findEngine();
  });

  it.each(PICTURES.filter(({ name }) => NAMES.includes(name)))(
    'shows what the events say: $name',
    async (example) => {
      await engine.ask('mount', example);
      const answers = answer(example, await observe(engine));
      expect(
        Object.values(answers)
          .flat()
          .filter(({ holds }) => !holds),
      ).toEqual([]);
      for (const [subject, fewest] of Object.entries(FEWEST)) {
        expect(answers[subject as Subject].length, subject).toBeGreaterThanOrEqual(fewest);
      }
    },
  );
}
