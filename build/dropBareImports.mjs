// @ts-check
/** An import of a module of ours that takes nothing of it. */
const BARE_IMPORT = /^import ["']\.[^"']*["'];\n/gm;

/**
 * Takes out imports that import nothing, `import "./x.js";`. The bundler writes one where all that a module imported was a
 * constant, whose value it put in its place. `sideEffects` of package.json says that no module of ours does anything by being
 * loaded; esbuild warns of each import that expects otherwise.
 * @param {string} code - of a module of `dist`
 */
export function dropBareImports(code) {
  return code.replace(BARE_IMPORT, '');
}

/** @returns {import('vite').Plugin} for the build of the library */
export function bareImports() {
  return {
    name: 'drop-bare-imports',
    apply: (config, { command }) => command === 'build' && Boolean(config.build?.lib),
    // Before this hook imports have no file names yet.
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle))
        if (file.type === 'chunk') file.code = dropBareImports(file.code);
    },
  };
}
