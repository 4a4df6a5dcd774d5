// @ts-check
/**
 * A change of a source text, by the kind of mistake.
 * @typedef {object} Change
 * @property {string} operator
 * @property {number} start
 * @property {number} end
 * @property {string} replacement
 */

/** @typedef {readonly [operator: string, pattern: RegExp, replace: (match: RegExpMatchArray) => string]} TextOperator */

const GLSL_TWINS = new Map(
  '+ -, - +, * /, / *, < >=, > <=, <= >, >= <, && ||, || &&, min max, max min, r g, g r, x y, y x, z y, w z'
    .split(', ')
    .map((twins) => /** @type {[string, string]} */ (twins.split(' '))),
);

/** @param {RegExpMatchArray} match */
const twin = ([whole, name = '']) => whole.replace(name, GLSL_TWINS.get(name) ?? name);

/** @type {readonly TextOperator[]} */
const GLSL_OPERATORS = [
  ['glsl: sign', / ([+-]) /g, twin],
  ['glsl: factor', / ([*/]) /g, twin],
  ['glsl: comparison', / ([<>]=?|&&|\|\|) /g, twin],
  ['glsl: min and max', /\b(min|max)\(/g, twin],
  ['glsl: channel', /\.([rgxyzw])\b/g, twin],
  [
    'glsl: constant',
    /(?<![\w.])\d+\.\d+(?![\w.])/g,
    ([text]) => (text === '1.0' ? '0.0' : text === '0.0' ? '1.0' : `(2.0 * ${text})`),
  ],
  ['glsl: mix', /\bmix\((\w+), (\w+),/g, ([, from, to]) => `mix(${to}, ${from},`],
];

/** @type {Readonly<Record<string, string>>} */
const CSS_WORDS = {
  ltr: 'rtl',
  none: 'block',
  column: 'row',
  row: 'column',
  hidden: 'visible',
  absolute: 'static',
  nowrap: 'normal',
  auto: 'none',
  center: 'start',
  flex: 'block',
};

/** What neither a picture nor a test of text can see. */
const UNSEEN = String.raw`transition|animation|cursor|user-select|touch-action|scroll|font|-webkit`;

/** @type {readonly TextOperator[]} */
const CSS_OPERATORS = [
  ['css: declaration', new RegExp(String.raw`(?<=^ +)(?!${UNSEEN})[\w-]+: [^;{}\n]+;$`, 'gm'), () => ''],
  ['css: length', /(?<=^ +[\w-]+: [^;\n]*)\b\d+px/gm, ([text]) => `${3 * Number.parseInt(text, 10)}px`],
  [
    'css: word',
    new RegExp(String.raw`(?<=^ +[\w-]+: )(?:${Object.keys(CSS_WORDS).join('|')})(?=;)`, 'gm'),
    ([text]) => CSS_WORDS[text] ?? '',
  ],
  [
    'css: colour',
    /(?<=^ +[\w-]+: )#(\w\w)(\w\w)(\w\w)(?=;)/gm,
    ([, red, green, blue]) => `#${green}${blue}${red}`,
  ],
];

/** @param {string} text - GLSL, @param {number} offset - of its first character in its file */
export function computeGlslChanges(text, offset) {
  return applyOperators(GLSL_OPERATORS, text, offset);
}

/** @param {string} text - a style sheet */
export function computeCssChanges(text) {
  return applyOperators(CSS_OPERATORS, text, 0);
}

/** @param {readonly TextOperator[]} operators @param {string} text @param {number} offset @returns {Change[]} */
function applyOperators(operators, text, offset) {
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, (comment) => comment.replace(/[^\n]/g, ' '));
  return operators.flatMap(([operator, pattern, replace]) =>
    [...code.matchAll(pattern)].map((match) => ({
      operator,
      start: offset + match.index,
      end: offset + match.index + match[0].length,
      replacement: replace(match),
    })),
  );
}
