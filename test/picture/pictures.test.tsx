import { commands, page } from 'vitest/browser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PICTURES } from './cases.js';
import { END_PICTURES } from './endCases.js';
import { TIMELINE_PICTURES } from './timelineCases.js';
import { drawAnswers } from './drawAnswers.js';
import { mountPicture } from './mountPicture.js';
import type { Answer, Raster } from './observation.js';
import { observePicture } from './observePicture.js';
import { answer, SUBJECT_NAMES, type Subject } from './oracle/answer.js';
import type { PictureCase } from './pictureCase.js';

/** The fewest answers: a question that is never asked proves nothing. */
const FEWEST: Partial<Record<Subject, number>> = {
  floor: 10,
  labels: 10,
  marks: 3,
  line: 20,
  texts: 10,
  rates: 4,
};
const FEWEST_ON_SURFACE = { ...FEWEST, surface: 600, contours: 15, legend: 9 };
const FEWEST_BY_NAME: Readonly<Record<string, Partial<Record<Subject, number>>>> = {
  'missing steps': { gaps: 1 },
  'missing steps, left blank': { gaps: 1 },
  'points without neighbours': { line: 0, gaps: 1, dots: 3 },
  'losses cut at both ends': { ground: 20 },
  ...Object.fromEntries(END_PICTURES.map(({ name }) => [name, { marks: 11 }])),
  ...Object.fromEntries(
    TIMELINE_PICTURES.map(({ name, props }) => [
      name,
      { timeline: 6, ticks: props.stepTicks === true ? 4 : 0 },
    ]),
  ),
  'rates of noise': { rates: 4 },
  'rates of a rise': { rates: 5 },
  'unknown kind': { ...FEWEST, surface: 0, contours: 0, legend: 0, ground: 60 },
};

afterAll(() => commands.emulateMedia({}));

describe.each(PICTURES)('a picture: $name', (example) => {
  let answers: Record<Subject, Answer[]>;
  const fewest = { ...FEWEST_ON_SURFACE, ...FEWEST_BY_NAME[example.name] };
  beforeAll(async () => {
    answers = await askAbout(example);
  });

  it.each(SUBJECT_NAMES)('shows what the events say: %s', (subject) => {
    expect(answers[subject].filter(({ holds }) => !holds)).toEqual([]);
    expect(answers[subject].length).toBeGreaterThanOrEqual(fewest[subject] ?? 0);
  });
});

async function askAbout(example: PictureCase): Promise<Record<Subject, Answer[]>> {
  await commands.emulateMedia(example.media ?? {});
  const picture = await mountPicture(example);
  const seen = { ...observePicture(picture.element), pixels: await takeRaster(picture.element) };
  picture.unmount();
  const answers = answer(example, seen);
  if (await commands.wantsPictures()) {
    await commands.savePicture(example.name, drawAnswers(seen.pixels, Object.values(answers).flat()));
  }
  return answers;
}

async function takeRaster(element: Element): Promise<Raster> {
  const base64 = await page.screenshot({ element, save: false });
  const image = new Image();
  image.src = `data:image/png;base64,${base64}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [image.width, image.height];
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no 2d context');
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, image.width, image.height);
}
