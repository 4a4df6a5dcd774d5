// @ts-check
import { readFileSync, writeFileSync } from 'node:fs';

/** @typedef {import('./worklist.mjs').Verdict} Verdict */

/** Of a room's mutants, at least so many have to be found. */
export const LEAST_SCORE = 0.9;

/** @typedef {{ room: string, count: number, killed: number, timedOut: number, survived: number, open: number, score: number }} Score */

/** @param {readonly Verdict[]} verdicts @returns {Score[]} by room, in the order of the rooms' first mutants */
export function computeScores(verdicts) {
  return [...new Set(verdicts.map(({ room }) => room))].map((room) => {
    const ofRoom = verdicts.filter((verdict) => verdict.room === room);
    const countOf = (/** @type {Verdict['state']} */ state) =>
      ofRoom.filter((verdict) => verdict.state === state).length;
    const [killed, timedOut] = [countOf('killed'), countOf('timed out')];
    return {
      room,
      count: ofRoom.length,
      killed,
      timedOut,
      survived: countOf('survived'),
      open: countOf('open'),
      score: (killed + timedOut) / ofRoom.length,
    };
  });
}

/** @param {number} share */
const formatShare = (share) => `${Math.floor(100 * share)} %`;

/**
 * The scores as a Markdown table.
 * @param {readonly Score[]} scores
 * @param {Readonly<Record<string, string>>} before - what each room's was, in words
 */
export function formatScores(scores, before) {
  const rows = scores.map(({ room, count, killed, timedOut, survived, open, score }) => [
    `\`${room}\``,
    ...[count, killed, timedOut, survived, open].map(String),
    before[room] ?? '',
    formatShare(score),
  ]);
  const header = ['room', 'mutants', 'killed', 'timed out', 'survived', 'not judged', 'before', 'score'];
  return formatTable([header, ...rows]);
}

/** A table as prettier writes it. @param {readonly (readonly string[])[]} rows */
function formatTable(rows) {
  const [header = []] = rows;
  const widths = header.map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)));
  const line = (/** @type {readonly string[]} */ row) =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(header), rule, ...rows.slice(1).map(line)].join('\n');
}

/** @param {readonly Verdict[]} verdicts - with those that survived, as a Markdown list */
export function formatSurvivors(verdicts) {
  return verdicts
    .filter(({ state }) => state === 'survived')
    .map(({ placed: { file, mutant } }) => {
      const reason = mutant.reason === undefined ? '' : ` ${mutant.reason}`;
      return `- ${file} (${mutant.operator}): ${code(mutant.text)} → ${code(mutant.replacement)}.${reason}`;
    })
    .join('\n');
}

/** @param {string} text */
function code(text) {
  if (text === '') return 'nothing';
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/**
 * Puts a text in the place of what stands between two marks of a document.
 * @param {string} file
 * @param {string} text
 */
export function writeBetweenMarks(file, text) {
  const document = readFileSync(file, 'utf8');
  const renewed = document.replace(
    /(?<=<!-- scores -->\n)[\s\S]*(?=<!-- end of scores -->)/,
    () => `\n${text}\n\n`,
  );
  writeFileSync(file, renewed);
}
