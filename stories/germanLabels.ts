import type { GradientDescentVizLabelOverrides } from '../src/index.js';

/** Some labels in German. */
export const GERMAN_LABELS: GradientDescentVizLabelOverrides = {
  status: {
    awaitsRun: 'Noch kein Lauf',
    running: 'Läuft',
    converged: 'Konvergiert',
    trainingFailed: 'Training gescheitert',
    trainingEnded: 'Training beendet',
    reportedEndHint: (status) => `Von der Pipeline gemeldet: ${status}. Der Pfad selbst hat kein Ende`,
    noStepFor: (duration) => `Seit ${duration} kein Schritt`,
    announcementOfEnd: (run, status, steps) => `Gradientenabstieg ${run}: ${status} nach ${steps} Schritten`,
  },
  readOut: {
    region: (run) => `Lauf ${run}`,
    step: 'Schritt',
    height: 'Höhe',
    loss: 'Gemeldet',
    illustrative: 'Zur Anschauung',
  },
  rates: {
    trueLoss: 'Gemeldet, bisher',
    reportedLoss: 'Gemeldeter Verlust',
    reportedLossOf: (split) => `Gemeldeter Verlust, ${split}`,
    falling: (steps) => `Fällt (letzte ${steps} Schritte)`,
    rising: (steps) => `Steigt (letzte ${steps} Schritte)`,
    noSlope: (steps) => `Steigung (letzte ${steps} Schritte)`,
    noise: 'keine: Rauschen',
    perSteps: (change, steps) => `${change} je ${steps}`,
    gettingBetter: 'Wird besser',
    noBetterFor: 'Nicht besser seit',
    stepCount: (steps, count) => `${steps} ${count === 1 ? 'Schritt' : 'Schritten'}`,
    atBest: 'Bisher am besten',
    endedAtBest: 'Endete am besten Wert',
    aboveBest: (step) => `Über dem Besten (Schritt ${step})`,
    endedAboveBest: (step) => `Endete über dem Besten (Schritt ${step})`,
    steps: 'Schritte',
    stepsOf: (step, steps) => `${step} von ${steps}`,
    speed: 'Tempo',
    pace: (steps) => `${steps} Schritte/s`,
    timeLeft: 'Noch',
    leftAtPace: (left, pace) => `${left} · ${pace}`,
    shortFalling: (change, steps) => `Fällt um ${change} je ${steps} Schritte`,
    shortRising: (change, steps) => `Steigt um ${change} je ${steps} Schritte`,
    shortNoBetter: (steps, count) => `Seit ${steps} ${count === 1 ? 'Schritt' : 'Schritten'} nicht besser`,
    shortAboveBest: (amount) => `${amount} über dem Besten`,
  },
  legend: {
    loss: 'Verlust',
    height: 'Höhe (Anschauung)',
    lossRange: (from, to) => `Farbe: Verlust von ${from} bis ${to}`,
  },
  notices: {
    stepsMissing: (steps, places, count) =>
      `${steps} ${count === 1 ? 'Schritt fehlt' : 'Schritte fehlen'} (${places})`,
    compressed: (percent) => `Höhe auf ${percent} gestaucht`,
  },
  picture: {
    x: 'w₁',
    y: 'w₂',
    best: (loss) => `Bestwert ${loss}`,
    aboveSurface: (difference) => `wahrer Verlust ${difference} darüber`,
    belowSurface: (difference) => `wahrer Verlust ${difference} darunter`,
  },
};

/** Some labels in Hebrew, from right to left. */
export const HEBREW_LABELS: GradientDescentVizLabelOverrides = {
  status: { running: 'פועל', converged: 'התכנס' },
  readOut: { region: (run) => `ריצה ${run}`, step: 'צעד', height: 'גובה', loss: 'הפסד' },
  legend: { loss: 'הפסד' },
  notices: { stepsMissing: (steps, places) => `חסרים ${steps} צעדים (${places})` },
};
