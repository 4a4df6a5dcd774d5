/** Colours of what is drawn on the strip, as the style sheet has them for its ink. */
export interface StripColors {
  readonly curve: string;
  readonly curveHeldOut: string;
  readonly muted: string;
  readonly line: string;
  readonly note: string;
  readonly text: string;
  readonly good: string;
  readonly bad: string;
  /** Of the ticks, as CSS has it. */
  readonly font: string;
}

const TICK_PX = 10;

/** Which computed property of the ink element holds which colour. */
const PROPERTIES = {
  curve: 'color',
  curveHeldOut: 'backgroundColor',
  muted: 'borderTopColor',
  line: 'borderRightColor',
  note: 'borderBottomColor',
  text: 'borderLeftColor',
  good: 'outlineColor',
  bad: 'textDecorationColor',
} as const satisfies Record<Exclude<keyof StripColors, 'font'>, keyof CSSStyleDeclaration>;

/** Reads the colours that an element of the class `gdv-strip-ink` has, whatever rule, theme or system they come from. */
export function readInk(element: HTMLElement): StripColors {
  const style = getComputedStyle(element);
  const colors = Object.entries(PROPERTIES).map(([name, property]) => [name, style[property]]);
  const named = Object.fromEntries(colors) as Record<keyof typeof PROPERTIES, string>;
  return { ...named, font: `${TICK_PX}px ${style.fontFamily}` };
}

/**
 * Calls back when a colour of the ink has changed. The style sheet gives it a transition of a millisecond: the browser then
 * says that one has ended, for whatever reason, a class of some element above it too. Before its end the colour is the old one.
 * @returns ends it
 */
export function watchInk(element: HTMLElement, onChange: () => void): () => void {
  element.addEventListener('transitionend', onChange);
  return () => element.removeEventListener('transitionend', onChange);
}
