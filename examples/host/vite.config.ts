import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  // three.js alone is more than Vite's 500 kB.
  build: { chunkSizeWarningLimit: 2000 },
});
