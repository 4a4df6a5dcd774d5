import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const eventServer = 'http://127.0.0.1:5174';

export default defineConfig({
  root: fromHere('.'),
  // The page then works under any path.
  base: './',
  plugins: [react()],
  resolve: {
    alias: [
      { find: 'gradient-descent-viz/styles.css', replacement: fromHere('../../src/ui/styles.css') },
      { find: 'gradient-descent-viz/transport', replacement: fromHere('../../src/transport.ts') },
      { find: 'gradient-descent-viz', replacement: fromHere('../../src/index.ts') },
    ],
  },
  build: {
    outDir: fromHere('../../dist-dashboard/page'),
    emptyOutDir: true,
    // three.js alone is past the default limit.
    chunkSizeWarningLimit: 2000,
    // How long each plugin took is nothing to the person who starts the dashboard.
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
  // For work on the page: `npx vite examples/dashboard` beside `npm start`.
  server: {
    proxy: { '/api': eventServer, '/grids': eventServer, '/ws': { target: eventServer, ws: true } },
  },
});
