import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { glslComments } from './stripGlslComments.mjs';
import { PACKAGE_SOURCE } from './packageSource.mjs';

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const eventServer = 'http://127.0.0.1:5174';

export default defineConfig({
  root: fromHere('../src/dashboard/page'),
  // The page then works under any path.
  base: './',
  plugins: [glslComments(), react()],
  resolve: {
    alias: PACKAGE_SOURCE,
  },
  build: {
    outDir: fromHere('../dist-dashboard/page'),
    emptyOutDir: true,
    // three.js alone is past the default limit.
    chunkSizeWarningLimit: 2000,
    // How long each plugin took is nothing to the person who starts the dashboard.
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
  // For work on the page: `npx vite --config build/dashboardPage.config.ts` beside `npm start`.
  server: {
    proxy: { '/api': eventServer, '/grids': eventServer, '/ws': { target: eventServer, ws: true } },
  },
});
