import type { Pixels } from '../browser/pixels.js';
import { isSeen } from './overlayBoxes.js';

type Color = readonly [red: number, green: number, blue: number, alpha: number];

/** WCAG 2.2, 1.4.3: text as large as ours. */
const LEAST_CONTRAST = 4.5;

function luminanceOf([red, green, blue]: readonly number[]): number {
  const [r, g, b] = [red!, green!, blue!].map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: readonly number[], b: readonly number[]): number {
  const [dark, light] = [luminanceOf(a), luminanceOf(b)].sort((one, other) => one - other);
  return (light! + 0.05) / (dark! + 0.05);
}

/** Texts that differ too little from what is behind them, by the pixels that a person sees. */
export function textsThatAreHardToSee(frame: Element, pixels: Pixels): string[] {
  const outer = frame.getBoundingClientRect();
  return listTexts(frame)
    .filter(isSeen)
    .flatMap((node) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      const { left, right, top, bottom } = range.getBoundingClientRect();
      const colors = [];
      for (let y = Math.max(top - outer.top, 0); y < Math.min(bottom - outer.top, pixels.heightPx); y++) {
        for (let x = left - outer.left; x < right - outer.left; x++) colors.push(pixels.at(x, y));
      }
      const lights = colors.map(luminanceOf);
      const ratio = (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05);
      return ratio >= LEAST_CONTRAST ? [] : [`${node.className} ${node.textContent}: ${ratio.toFixed(2)}`];
    });
}

function listTexts(frame: Element): Element[] {
  const texts = [...frame.querySelectorAll('.gdv *')].filter(
    (node) => node.checkVisibility() && [...node.childNodes].some((child) => child instanceof Text),
  );
  if (texts.length < 20) throw new Error('there is hardly any text');
  return texts;
}

function parseColor(text: string): Color {
  const [red = 0, green = 0, blue = 0, alpha = 1] = [...text.matchAll(/[\d.]+/g)].map(Number);
  return [red, green, blue, alpha];
}

const over = (above: Color, below: readonly number[]): number[] =>
  below.slice(0, 3).map((value, i) => above[i]! * above[3] + value * (1 - above[3]));

/** What can lie behind a card: the picture may have any colour there. Behind what has no card lies the ground alone. */
function backgroundsOf(text: Element, frame: Element): number[][] {
  for (let part: Element | null = text; part !== null && part !== frame; part = part.parentElement) {
    const card = parseColor(getComputedStyle(part).backgroundColor);
    if (card[3] > 0.5)
      return [
        [0, 0, 0],
        [255, 255, 255],
      ].map((behind) => over(card, behind));
  }
  const ground = getComputedStyle(frame.querySelector('.gdv')!).backgroundImage;
  return [...ground.matchAll(/rgb\([^)]*\)/g)].map(([color]) => [...parseColor(color)]);
}

/** The texts of a view that differ too little from what is behind them. */
export function textsThatAreHardToRead(frame: Element): string[] {
  return listTexts(frame).flatMap((node) => {
    const color = parseColor(getComputedStyle(node).color);
    const ratios = backgroundsOf(node, frame).map((background) =>
      contrast(over(color, background), background),
    );
    const least = Math.min(...ratios);
    return least >= LEAST_CONTRAST ? [] : [`${node.className}: ${least.toFixed(2)}`];
  });
}
