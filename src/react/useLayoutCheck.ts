import { useLayoutEffect } from 'react';
import { BARE_SHEET } from './bareSheet.js';

/** A style sheet may come a moment later than its page, and a container its height. */
const RECHECK_MS = 1000;

const NO_SHEET = 'its style sheet is missing: import gradient-descent-viz/styles.css once';
const NO_HEIGHT =
  'it has no height, since its container has none: give the container a height, or the view by its className or style';

/** Warnings that the page has had: each comes once. */
const warned = new Set<string>();

/**
 * Looks whether a view has its style sheet and a height. Without the sheet it has the least of one, for as long as it is
 * mounted. What is still missing after a second is a warning on the console. Nothing is where there is no layout: on a server, in jsdom.
 * @param element - the outermost element of the view; null before it is there
 */
export function useLayoutCheck(element: HTMLElement | null): void {
  useLayoutEffect(() => (element === null ? undefined : checkLayout(element)), [element]);
}

function checkLayout(element: HTMLElement): (() => void) | undefined {
  if (!(element.ownerDocument.documentElement.clientWidth > 0)) return undefined;
  if (hasSheet(element) && !lacksHeight(element)) return undefined;
  let dropSheet = hasSheet(element) ? undefined : adoptBareSheet(element);
  const timer = setTimeout(() => {
    if (!hasSheet(element)) warn(NO_SHEET);
    else {
      dropSheet?.();
      dropSheet = undefined;
    }
    if (lacksHeight(element)) warn(NO_HEIGHT);
  }, RECHECK_MS);
  return () => {
    clearTimeout(timer);
    dropSheet?.();
  };
}

function warn(words: string): void {
  if (!warned.has(words)) console.warn(`GradientDescentViz: ${words}`);
  warned.add(words);
}

function hasSheet(element: HTMLElement): boolean {
  return getComputedStyle(element).getPropertyValue('--gdv-sheet') !== '';
}

/** By the rules of a sheet and not by attributes: a page's policy may forbid these, and a class of the host's would lose to them. */
function adoptBareSheet(element: HTMLElement): (() => void) | undefined {
  const root = element.getRootNode();
  const Sheet = element.ownerDocument.defaultView?.CSSStyleSheet;
  if (!('adoptedStyleSheets' in root) || Sheet === undefined) return undefined;
  const owner = root as Document | ShadowRoot;
  const sheet = new Sheet();
  sheet.replaceSync(BARE_SHEET);
  owner.adoptedStyleSheets = [...owner.adoptedStyleSheets, sheet];
  return () => {
    owner.adoptedStyleSheets = owner.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}

/**
 * Whether an element is as good as invisible by its container's mistake. One that is folded away is not: its container has the height
 * that it was given, which is none, and not that of what is in it.
 */
export function lacksHeight(element: HTMLElement): boolean {
  if (element.offsetWidth === 0 || element.offsetHeight > 0) return false;
  const container = element.parentElement;
  if (container === null || container.offsetHeight > 0) return true;
  const probe = element.ownerDocument.createElement('div');
  probe.style.height = '1px';
  container.append(probe);
  const grows = container.offsetHeight > 0;
  probe.remove();
  return grows;
}
