/** three.js says it once per page, of a class that fiber still uses. */
const KNOWN = /THREE\.Clock: This module has been deprecated/;

const messages: string[] = [];

function keep(text: string): void {
  if (!KNOWN.test(text)) messages.push(text);
}

/** Keeps from here on what goes wrong in the page. Called before anything of the component is loaded. */
export function watchMessages(): void {
  for (const level of ['warn', 'error'] as const) {
    const original = console[level].bind(console);
    console[level] = (...args: unknown[]) => {
      keep(`console.${level}: ${args.map(String).join(' ')}`);
      original(...args);
    };
  }
  window.addEventListener('error', ({ message }) => keep(`error: ${message}`));
  window.addEventListener('unhandledrejection', ({ reason }) =>
    keep(`unhandled rejection: ${String(reason)}`),
  );
}

/** What was kept since the last call. */
export function takeMessages(): readonly string[] {
  return messages.splice(0);
}
