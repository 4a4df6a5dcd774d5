// @ts-check
import path from 'node:path';
import { checkImport, roomOf } from './importTable.js';

const SRC = path.resolve(import.meta.dirname, '../src');

/**
 * Reports an import that the table does not allow, in every form that names a module.
 * @type {import('eslint').Rule.RuleModule}
 */
export const importTableRule = {
  meta: { type: 'problem', schema: [], docs: { description: 'holds the import table' } },
  create(context) {
    const fromPath = path.relative(SRC, context.filename).split(path.sep).join('/');
    if (roomOf(fromPath) === null) {
      return {
        Program: (node) =>
          context.report({ node, message: 'This file lies in no room of eslint/importTable.js.' }),
      };
    }
    /** @param {any} node - the string literal that names the module, if there is one */
    const check = (node) => {
      if (typeof node?.value !== 'string') return;
      const message = checkImport(fromPath, node.value);
      if (message !== null) context.report({ node, message });
    };
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSImportType: (/** @type {any} */ node) => check(node.source ?? node.argument?.literal),
    };
  },
};
