// @ts-check
/** A template of GLSL, as the source marks it; what it has of backquotes is escaped. */
const SHADER = /\/\* glsl \*\/ `(?:[^`\\]|\\.)*`/g;
/** Each has its lines to itself. */
const COMMENT = /^[ \t]*(?:\/\*\*[\s\S]*?\*\/|\/\/[^\n]*)\n/gm;

/**
 * Takes the comments out of shaders: a minifier leaves texts as they are, and a browser reads them at every start.
 * @param {string} code - of a module
 */
export function stripGlslComments(code) {
  return code.replace(SHADER, (shader) => shader.replace(/^\/\* glsl \*\/ /, '').replace(COMMENT, ''));
}

/** @returns {import('vite').Plugin} */
export function glslComments() {
  return {
    name: 'strip-glsl-comments',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (!/\.tsx?$/.test(id) || !code.includes('/* glsl */')) return undefined;
      return { code: stripGlslComments(code), map: null };
    },
  };
}
