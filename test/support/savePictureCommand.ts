import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserCommand } from 'vitest/node';

declare module 'vitest/browser' {
  interface BrowserCommands {
    /** Whether pictures are to be saved with what the oracle says of them. */
    wantsPictures: () => Promise<boolean>;
    savePicture: (name: string, dataUrl: string) => Promise<void>;
  }
}

/** Names the folder that pictures are saved in; where it is not set, none are. */
const FOLDER_VARIABLE = 'GDV_PICTURES';

export const wantsPictures: BrowserCommand = () => process.env[FOLDER_VARIABLE] !== undefined;

export const savePicture: BrowserCommand<[name: string, dataUrl: string]> = (_, name, dataUrl) => {
  const folder = process.env[FOLDER_VARIABLE];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  const file = `${name.replace(/[^a-z0-9]+/gi, '-')}.png`;
  writeFileSync(path.join(folder, file), Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64'));
};
