import { expect, it } from 'vitest';
import { commands } from 'vitest/browser';

it('says in a browser that denies WebGL that there is no picture, and goes on with the figures', async () => {
  const page = await commands.openWithoutWebGl(new URL('withoutWebGlPage.tsx', import.meta.url).href);
  expect(page).toMatchObject({ hasWebGl: false, canvases: 0, errors: [] });
  const lines = page.text.split(/\s*\n\s*/);
  expect(lines).toContain('This browser does not draw WebGL 2, and so no picture. The figures go on.');
  expect(lines).not.toContain('Draw again');
  // 1 · 0.5² + 3 · 0.25²
  expect(lines.slice(0, 12).join(' ')).toContain('Step 1 x 0.5 y −0.25 Height 0.4375');
});
