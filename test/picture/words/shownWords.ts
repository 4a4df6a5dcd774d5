/** What a view says, read from its elements in the order in which they are read out. */
export interface ShownWords {
  readonly run: string | null;
  readonly runTitle: string | null;
  readonly status: string | null;
  readonly groups: readonly string[];
  readonly figures: readonly (readonly [label: string, text: string])[];
  readonly hyperparams: readonly string[];
}

const textsOf = (root: ParentNode, selector: string): string[] =>
  [...root.querySelectorAll(selector)].map(({ textContent }) => textContent);

export function shownReadOut(root: ParentNode): ShownWords {
  const labels = textsOf(root, '.gdv-figure dt');
  const texts = textsOf(root, '.gdv-figure dd');
  return {
    run: root.querySelector('.gdv-run')?.textContent ?? null,
    runTitle: root.querySelector('.gdv-run')?.getAttribute('title') ?? null,
    status: root.querySelector('.gdv-status')?.textContent ?? null,
    groups: textsOf(root, '.gdv-group'),
    figures: labels.map((label, i) => [label, texts[i]!] as const),
    hyperparams: textsOf(root, '.gdv-hyperparams > span'),
  };
}

export interface ShownLegend {
  readonly title: string;
  readonly label: string | null;
  readonly ticks: readonly { readonly text: string; readonly share: number }[];
}

/** Ticks with their place as a share of the bar; null where there is no legend. */
export function shownLegend(root: ParentNode): ShownLegend | null {
  const legend = root.querySelector('.gdv-legend');
  if (legend === null) return null;
  const ticks = [...legend.querySelectorAll<HTMLElement>('.gdv-legend-tick')];
  return {
    title: legend.querySelector('.gdv-legend-title')!.textContent,
    label: legend.getAttribute('aria-label'),
    ticks: ticks.map(({ textContent, style }) => ({
      text: textContent,
      share: Number.parseFloat(style.bottom) / 100,
    })),
  };
}

/** The notes on the picture: the gravest, how many more there are, and those. */
export function shownNotes(root: ParentNode): string[] {
  const [gravest] = textsOf(root, '.gdv-notices p, .gdv-notices-gravest');
  return gravest === undefined ? [] : [gravest, ...textsOf(root, '.gdv-notices-more li')];
}
