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
