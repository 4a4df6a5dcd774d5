import sheet from '../../src/ui/styles.css?raw';
import tailwind3 from '../fixtures/hostSheets/tailwind-3.css?raw';
import tailwind4 from '../fixtures/hostSheets/tailwind-4.css?raw';
import { onTestFinished } from 'vitest';

/**
 * Style sheets of hosts. Tailwind's are its own output with what resets a page, for the classes that the tests give; version 4 has
 * all of it in layers and version 3 none. CSS modules are rules of one class.
 */
export const HOST_SHEETS = {
  'Tailwind 3': tailwind3,
  'Tailwind 4': tailwind4,
  'CSS modules': `
    .h-96 { height: 24rem } .h-1\\/2 { height: 50% } .h-full { height: 100% } .w-1\\/2 { width: 50% }
    .absolute { position: absolute } .inset-0 { inset: 0 } .flex-1 { flex: 1 1 0% } .min-h-0 { min-height: 0 }
    .flex { display: flex } .flex-col { flex-direction: column }
    .grid { display: grid } .grid-cols-2 { grid-template-columns: repeat(2, minmax(0, 1fr)) }`,
} as const;

export type HostSheet = keyof typeof HOST_SHEETS;

/**
 * A page of its own with a host's sheet and ours, the host's first or last.
 * @param hostText - the host's sheet
 * @returns the page's body
 */
export function openHostPage(hostText: string, hostIs: 'first' | 'last', html: string): HTMLElement {
  const frame = document.createElement('iframe');
  frame.style.cssText = 'position: fixed; inset: 0; width: 800px; height: 600px; border: 0';
  document.body.append(frame);
  onTestFinished(() => frame.remove());
  const page = frame.contentDocument!;
  const texts = [hostText, sheet];
  for (const text of hostIs === 'first' ? texts : texts.reverse()) {
    const style = page.createElement('style');
    style.textContent = text;
    page.head.append(style);
  }
  page.body.style.margin = '0';
  page.body.innerHTML = html;
  return page.body;
}
