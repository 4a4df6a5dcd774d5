// @ts-check
import ts from 'typescript';
import { computeGlslChanges } from './textChanges.mjs';

/** @typedef {import('./textChanges.mjs').Change} Change */
/** @typedef {{ getStart(): number, getEnd(): number }} Span */
/** @typedef {(operator: string, node: Span, replacement: string, last?: Span) => void} Report */

/** @type {Readonly<Record<string, string>>} */
const NEGATED = { '<': '>=', '>': '<=', '<=': '>', '>=': '<', '===': '!==', '!==': '===' };
/** @type {Readonly<Record<string, string>>} */
const BOUNDARY = { '<': '<=', '>': '>=', '<=': '<', '>=': '>' };
/** @type {Readonly<Record<string, string>>} */
const ARITHMETIC = { '+': '-', '-': '+', '*': '/', '/': '*', '%': '*', '+=': '-=', '-=': '+=', '*=': '/=' };
/** @type {Readonly<Record<string, string>>} */
const LOGIC = { '&&': '||', '||': '&&' };

const TWINS =
  'min max, floor ceil, x y, width height, first last, from to, left right, top bottom, start end, sin cos, some every, push unshift, pop shift';
const TWIN = new Map(
  TWINS.split(', ').flatMap((twins) => {
    const [one = '', other = ''] = twins.split(' ');
    return [
      [one, other],
      [other, one],
    ];
  }),
);

/**
 * Every change of a module by which it would still parse.
 * @param {string} file - its name, for its syntax
 * @param {string} text
 * @returns {Change[]}
 */
export function computeCodeChanges(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  /** @type {Change[]} */
  const changes = [];
  /** @type {Report} */
  const report = (operator, node, replacement, last = node) => {
    changes.push({ operator, start: node.getStart(), end: last.getEnd(), replacement });
  };
  const fields = collectFields(source);
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (
      ts.isTypeNode(node) ||
      ts.isImportDeclaration(node) ||
      ts.isExportDeclaration(node) ||
      ts.isInterfaceDeclaration(node)
    )
      return;
    if (ts.isTypeAliasDeclaration(node)) return;
    if (isGlsl(node, text)) {
      changes.push(...computeGlslChanges(node.getText(), node.getStart()));
      return;
    }
    changeExpression(node, report, fields);
    changeStatement(node, report);
    changeJsx(node, report);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return changes;
}

/** @param {ts.Node} node @param {string} text */
function isGlsl(node, text) {
  return (
    ts.isTemplateLiteral(node) && text.slice(node.getFullStart(), node.getStart()).includes('/* glsl */')
  );
}

/** Fields that are read of the same object: one of them is soon written for another. @param {ts.Node} root */
function collectFields(root) {
  /** @type {Map<string, string[]>} */
  const fields = new Map();
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isPropertyAccessExpression(node) && !ts.isCallExpression(node.parent)) {
      const object = node.expression.getText();
      const names = fields.get(object) ?? [];
      if (!names.includes(node.name.text)) fields.set(object, [...names, node.name.text]);
    }
    ts.forEachChild(node, visit);
  };
  visit(root);
  return fields;
}

/** @param {ts.Node} node @param {Report} report @param {Map<string, string[]>} fields */
function changeExpression(node, report, fields) {
  if (ts.isBinaryExpression(node)) changeBinary(node, report);
  if (ts.isPrefixUnaryExpression(node)) {
    if (node.operator === ts.SyntaxKind.ExclamationToken) report('not', node, node.operand.getText());
    if (node.operator === ts.SyntaxKind.MinusToken) report('sign', node, node.operand.getText());
  }
  if (ts.isNumericLiteral(node)) report('constant', node, changeNumber(Number(node.text)));
  if (node.kind === ts.SyntaxKind.TrueKeyword) report('true and false', node, 'false');
  if (node.kind === ts.SyntaxKind.FalseKeyword) report('true and false', node, 'true');
  if (ts.isConditionalExpression(node)) {
    const { condition, whenTrue, whenFalse } = node;
    report('branches', node, `${condition.getText()} ? ${whenFalse.getText()} : ${whenTrue.getText()}`);
  }
  if (ts.isPropertyAccessExpression(node)) changeField(node, report, fields);
  if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && node.arguments && !isSymmetric(node))
    swapNeighbours('arguments', node.arguments, report);
  if (ts.isObjectLiteralExpression(node)) swapValues(node, report);
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) dropWord(node, report);
}

/** @param {ts.CallExpression | ts.NewExpression} node */
const isSymmetric = (node) => /^Math\.(?:min|max|hypot)$/.test(node.expression.getText());

/** @param {ts.BinaryExpression} node @param {Report} report */
function changeBinary(node, report) {
  const sign = node.operatorToken.getText();
  const negated = NEGATED[sign];
  if (negated !== undefined) report('comparison', node.operatorToken, negated);
  // Beside 0 there is mostly nothing to do: an empty list, no time to wait.
  const boundary = node.right.getText() === '0' ? undefined : BOUNDARY[sign];
  if (boundary !== undefined && /\.length|[cC]ount|\b\d+\b|[iI]ndex|[sS]tep/.test(node.getText()))
    report('boundary', node.operatorToken, boundary);
  const arithmetic = ARITHMETIC[sign];
  if (arithmetic !== undefined) report('arithmetic', node.operatorToken, arithmetic);
  const logic = LOGIC[sign];
  if (logic !== undefined) report('logic', node.operatorToken, logic);
}

/** @param {number} value */
function changeNumber(value) {
  if (value === 0) return '1';
  if (value === 1) return '0';
  return String(Number.isInteger(value) && value < 10 ? value + 1 : value * 10);
}

/** @param {ts.PropertyAccessExpression} node @param {Report} report @param {Map<string, string[]>} fields */
function changeField(node, report, fields) {
  const { text } = node.name;
  const twin = TWIN.get(text);
  if (twin !== undefined) report('twin', node.name, twin);
  const names = fields.get(node.expression.getText()) ?? [];
  const next = names[(names.indexOf(text) + 1) % names.length];
  if (names.includes(text) && next !== undefined && next !== text) report('field', node.name, next);
}

/** @param {string} operator @param {readonly ts.Node[]} nodes @param {Report} report */
function swapNeighbours(operator, nodes, report) {
  nodes.slice(1).forEach((second, i) => {
    const first = /** @type {ts.Node} */ (nodes[i]);
    if (first.getText() === second.getText() || ts.isFunctionLike(first) || ts.isFunctionLike(second)) return;
    report(operator, first, `${second.getText()}, ${first.getText()}`, second);
  });
}

/** @param {ts.ObjectLiteralExpression} node @param {Report} report */
function swapValues({ properties }, report) {
  properties.slice(1).forEach((second, i) => {
    const first = /** @type {ts.ObjectLiteralElementLike} */ (properties[i]);
    const values = [first, second].map((property) =>
      ts.isShorthandPropertyAssignment(property)
        ? property.name
        : ts.isPropertyAssignment(property)
          ? property.initializer
          : null,
    );
    const [one, other] = values;
    if (!one || !other || one.getText() === other.getText()) return;
    report(
      'values',
      first,
      `${first.name?.getText()}: ${other.getText()}, ${second.name?.getText()}: ${one.getText()}`,
      second,
    );
  });
}

/** A word of a sentence goes; what a programmer alone reads stays. @param {ts.LiteralLikeNode} node @param {Report} report */
function dropWord(node, report) {
  const isForProgrammer = ts.findAncestor(
    node,
    (above) =>
      ts.isThrowStatement(above) ||
      (ts.isNewExpression(above) && above.expression.getText().endsWith('Error')),
  );
  const text = node.getText();
  if (isForProgrammer || !/[a-z] [a-z]/i.test(text)) return;
  report('word', node, text.replace(/ (\S+)(?=\S$)/, ''));
}

/** @param {ts.Node} node @param {Report} report */
function changeStatement(node, report) {
  if (ts.isExpressionStatement(node) && !node.getText().startsWith('super')) report('statement', node, ';');
  if (ts.isReturnStatement(node) && node.expression === undefined) report('return', node, ';');
  if (!ts.isIfStatement(node)) return;
  const { thenStatement, elseStatement, expression } = node;
  const isPlain =
    ts.isIdentifier(expression) ||
    ts.isCallExpression(expression) ||
    ts.isPropertyAccessExpression(expression);
  if (isPlain) report('condition', expression, `!${expression.getText()}`);
  if (elseStatement === undefined && !ts.isBlock(thenStatement) && !ts.isExpressionStatement(thenStatement))
    report('guard', node, ';');
}

/** @param {ts.Node} node @param {Report} report */
function changeJsx(node, report) {
  if (ts.isJsxAttribute(node) && node.name.getText() !== 'key') report('prop', node, '');
  if (!ts.isJsxText(node) || !/[a-z] [a-z]/i.test(node.text)) return;
  const words = node.text.trim();
  const start = node.getStart() + node.text.indexOf(words);
  const span = { getStart: () => start, getEnd: () => start + words.length };
  report('word', span, words.replace(/ \S+$/, ''));
}
