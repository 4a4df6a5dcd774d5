// @ts-check
/** Attributes that are read out or shown. */
const SAID =
  /^(?:title|alt|placeholder|label|aria-(?:label|description|valuetext|roledescription|placeholder))$/;
const LETTER = /\p{L}/u;
/** A sentence's beginning, or two words. */
const WORDS = /^\p{Lu}\p{Ll}|\p{L}{2,} \p{L}{2,}/u;
/** Names of classes. */
const CLASSES = /^\s*(?:gdv[\w-]*\s*)*$/;

const MESSAGE = 'What people read or hear is a label: give it a name in src/view/labels.ts.';

/**
 * Reports text that is written where it is shown, and not in the labels that a host can replace.
 * @type {import('eslint').Rule.RuleModule}
 */
export const noWordsRule = {
  meta: { type: 'problem', schema: [], docs: { description: 'keeps words in the labels' } },
  create(context) {
    /**
     * @param {any} node - a piece of text
     * @param {string} text
     */
    const check = (node, text) => {
      const place = findPlace(node);
      if (place === 'nowhere') return;
      const isWords = place === 'shown' ? LETTER.test(text) : WORDS.test(text) && !CLASSES.test(text);
      if (isWords) context.report({ node, message: MESSAGE });
    };
    return {
      JSXText: (/** @type {any} */ node) => check(node, node.value),
      Literal: (/** @type {any} */ node) => {
        if (typeof node.value === 'string') check(node, node.value);
      },
      TemplateElement: (/** @type {any} */ node) => check(node, node.value.cooked ?? ''),
    };
  },
};

/**
 * Where a text is: shown for certain, somewhere in code, or where it is never shown.
 * @param {any} node
 * @returns {'shown' | 'code' | 'nowhere'}
 */
function findPlace(node) {
  for (let [at, from] = [node.parent, node]; at !== null && at !== undefined; from = at, at = at.parent) {
    if (at.type === 'JSXElement' || at.type === 'JSXFragment') return 'shown';
    if (at.type === 'JSXAttribute') {
      if (SAID.test(at.name.name)) return 'shown';
      return at.name.name === 'style' || at.name.name === 'className' ? 'nowhere' : 'code';
    }
    // Names of modules, types and properties, and what is compared with, or chosen by.
    if (/^(?:Import|Export|TS)/.test(at.type) && at.type !== 'ExportNamedDeclaration') {
      return isTypeScriptExpression(at) ? 'code' : 'nowhere';
    }
    if (at.type === 'MemberExpression' && from === at.property) return 'nowhere';
    if (at.type === 'BinaryExpression' && /^[!=]==?$/.test(at.operator)) return 'nowhere';
    if (/Function|Program|CallExpression/.test(at.type)) return 'code';
  }
  return 'code';
}

/** @param {any} node */
function isTypeScriptExpression({ type }) {
  return /^TS(?:As|Satisfies|NonNull)/.test(type);
}
