import type { Answer, Observation } from '../observation.js';
import type { PictureCase } from '../pictureCase.js';
import { answerTexts } from '../words/answerTexts.js';
import { answerFloor } from './floorAnswers.js';
import { answerGround } from './groundAnswers.js';
import { answerLabels } from './labelAnswers.js';
import { answerLegend } from './legendAnswers.js';
import { answerDots, answerGaps } from './gapAnswers.js';
import { answerLine } from './lineAnswers.js';
import { answerMarks } from './markAnswers.js';
import { answerRates } from '../words/rateAnswers.js';
import { answerTicks } from './tickAnswers.js';
import { answerTimeline } from './timelineAnswers.js';
import { createScene, type Scene } from './scene.js';
import { answerContours, answerSurface } from './surfaceAnswers.js';

/** The questions, by subject. */
const SUBJECTS = {
  surface: answerSurface,
  contours: answerContours,
  ground: answerGround,
  floor: answerFloor,
  labels: answerLabels,
  marks: answerMarks,
  line: answerLine,
  gaps: answerGaps,
  dots: answerDots,
  legend: answerLegend,
  ticks: answerTicks,
  timeline: answerTimeline,
  rates: ({ example, seen }) => answerRates(example, seen),
  texts: ({ example, seen }) => answerTexts(example, seen),
} satisfies Record<string, (scene: Scene) => Answer[]>;

export type Subject = keyof typeof SUBJECTS;

export const SUBJECT_NAMES = Object.keys(SUBJECTS) as Subject[];

/** What the oracle says of a picture, by subject: what must be seen where, and what is. */
export function answer(example: PictureCase, seen: Observation): Record<Subject, Answer[]> {
  const scene = createScene(example, seen);
  const entries = Object.entries(SUBJECTS).map(([subject, ask]) => [subject, ask(scene)] as const);
  return Object.fromEntries(entries) as Record<Subject, Answer[]>;
}
