// The page as the package ships it, in dist/dashboard/page: `gradient-descent-viz serve` serves it. Part of `npm run build`.
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

// Vite builds for development where this says anything else, `test` for one.
process.env.NODE_ENV = 'production';
const { build } = await import('vite');
await build({
  configFile: join(here, 'dashboardPage.config.ts'),
  logLevel: 'warn',
  build: {
    outDir: resolve(here, '../dist/dashboard/page'),
    // What is bundled here is others' work too, and their licences ask to be named.
    license: { fileName: 'licenses.md' },
  },
});
