import { readFileSync } from 'node:fs';
import path from 'node:path';
import { transform } from 'esbuild';
import { defineConfig, type Plugin } from 'vite';
import { bareImports } from './build/dropBareImports.mjs';
import { glslComments } from './build/stripGlslComments.mjs';
import { renderJsonSchema } from './src/protocol/jsonSchema.js';

const root = import.meta.dirname;

/** The style sheet goes beside the modules, without comments: a host imports it, so no module injects it. */
function copyStyles(): Plugin {
  return {
    name: 'copy-styles',
    // Storybook reads this file too, and takes the `lib` part out.
    apply: (config, { command }) => command === 'build' && Boolean(config.build?.lib),
    buildStart() {
      this.addWatchFile(path.join(root, 'src/ui/styles.css'));
    },
    async generateBundle() {
      const sheet = readFileSync(path.join(root, 'src/ui/styles.css'), 'utf8');
      const { code: source } = await transform(sheet, { loader: 'css', minifyWhitespace: true });
      this.emitFile({ type: 'asset', fileName: 'styles.css', source });
      // By which `import 'gradient-descent-viz/styles.css'` compiles where side-effect imports are looked up: TypeScript 6.
      this.emitFile({ type: 'asset', fileName: 'styles.css.d.ts', source: 'export {};\n' });
    },
  };
}

/** The JSON Schema is written from the code: what the reader accepts and what the schema says have one source. */
function writeSchema(): Plugin {
  return {
    name: 'write-schema',
    apply: (config, { command }) => command === 'build' && Boolean(config.build?.lib),
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'schema.json', source: renderJsonSchema() });
    },
  };
}

/** In a host that is built for production React has no `jsxDEV`: the modules never ask for it, whatever `NODE_ENV` is here. */
function writeProductionJsx(): Plugin {
  return {
    name: 'write-production-jsx',
    apply: (config, { command }) => command === 'build' && Boolean(config.build?.lib),
    config: () => ({ oxc: { jsx: { runtime: 'automatic', development: false } } }),
  };
}

/** The library. Its tests have vitest.config.ts, the dashboard has its own file. */
export default defineConfig({
  plugins: [copyStyles(), writeSchema(), writeProductionJsx(), glslComments(), bareImports()],
  build: {
    target: 'es2022',
    // A library is minified by its host; until then its stack traces are to be read.
    minify: false,
    copyPublicDir: false,
    lib: {
      entry: {
        index: path.join(root, 'src/index.ts'),
        core: path.join(root, 'src/core.ts'),
        transport: path.join(root, 'src/transport.ts'),
        emitter: path.join(root, 'src/emitter.ts'),
        'emitter/node/index': path.join(root, 'src/emitter/node/index.ts'),
        'descent/index': path.join(root, 'src/descent/index.ts'),
        'projection/index': path.join(root, 'src/projection/index.ts'),
        'cli/main': path.join(root, 'src/cli/main.ts'),
      },
      formats: ['es'],
    },
    rolldownOptions: {
      // Dependencies and peers are the host's to resolve: nothing but our own files goes in.
      external: (id) => !id.startsWith('.') && !path.isAbsolute(id),
      // A file is a module of the same name: that a comment says which it is, in each, is 12 kB.
      experimental: { attachDebugInfo: 'none' },
      // It warns of every `"use client"`; the package test looks whether the entry still has it.
      checks: { moduleLevelDirective: false },
      output: {
        // A file for a module: tree shaking needs no guess, and `"use client"` stays at the file that says it.
        preserveModules: true,
        preserveModulesRoot: 'src',
        entryFileNames: '[name].js',
        // What is said of an export is in its declarations, where editors look; in the modules it would be there twice.
        comments: { jsdoc: false, legal: true, annotation: true },
      },
    },
  },
});
