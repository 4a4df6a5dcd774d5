import { ENGLISH, type GradientDescentVizLabels } from '../../src/view/labels.js';

/** A label's name and its figures, as no English text has them. */
const MARK = /⟦[^⟦⟧]*⟧/gu;

/** The name of every label: `status.running`. */
export const LABEL_NAMES: readonly string[] = Object.entries(ENGLISH).flatMap(([group, labels]) =>
  Object.keys(labels as object).map((name) => `${group}.${name}`),
);

/** Labels each of which says its own name, and nothing in English. */
export const MARKED_LABELS = Object.fromEntries(
  Object.entries(ENGLISH).map(([group, labels]) => [
    group,
    Object.fromEntries(
      Object.entries(labels as object).map(([name, english]) => {
        const path = `${group}.${name}`;
        const mark = (...figures: readonly unknown[]): string => `⟦${[path, ...figures].join('|')}⟧`;
        return [name, typeof english === 'string' ? mark() : mark];
      }),
    ),
  ]),
) as unknown as GradientDescentVizLabels;

const SAID = ['title', 'alt', 'placeholder', 'aria-label', 'aria-description', 'aria-valuetext'];

/** Every text that a page shows, or has for a screen reader. */
export function listTexts(root: ParentNode): readonly string[] {
  return [...root.querySelectorAll('*')].flatMap((element) => [
    ...[...element.childNodes].flatMap((node) =>
      node.nodeType === Node.TEXT_NODE ? [node.textContent ?? ''] : [],
    ),
    ...SAID.flatMap((name) => element.getAttribute(name) ?? []),
  ]);
}

/** What of a text is no label's: its letters. */
export function textBesideLabels(text: string): string {
  let rest = text;
  while (MARK.test(rest)) rest = rest.replaceAll(MARK, '');
  return /\p{L}/u.test(rest) ? rest : '';
}

/** The names of the labels in a text. */
export function labelsIn(text: string): readonly string[] {
  return [...text.matchAll(/⟦([\w.]+)/gu)].map(([, name = '']) => name);
}
