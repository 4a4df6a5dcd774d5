import type { BrowserCommand } from 'vitest/node';

/** What the system asks for; a setting that is left out is the browser's own again. */
export interface EmulatedMedia {
  readonly colorScheme?: 'light' | 'dark';
  readonly reducedMotion?: 'reduce';
  readonly forcedColors?: 'active';
}

declare module 'vitest/browser' {
  interface BrowserCommands {
    /** Makes the browser answer as one would whose system asks for this, until the next call. */
    emulateMedia: (media: EmulatedMedia) => Promise<void>;
  }
}

export const emulateMedia: BrowserCommand<[media: EmulatedMedia]> = async (
  { page },
  { colorScheme, reducedMotion, forcedColors },
) => {
  await page.emulateMedia({
    colorScheme: colorScheme ?? null,
    reducedMotion: reducedMotion ?? null,
    forcedColors: forcedColors ?? null,
  });
};
