import { readFileSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../..');

/** A document's text. @param file - relative to the package's folder */
export function readDocument(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

/** The fenced code blocks of a document. */
export function codeBlocksOf(markdown: string): { readonly language: string; readonly text: string }[] {
  return [...markdown.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({
    language,
    text,
  }));
}

/** The rows of all tables of a document, cell by cell, without their heads and rules. */
export function tableRowsOf(markdown: string): string[][] {
  const lines = markdown.split('\n');
  return lines
    .filter((line, i) => line.startsWith('|') && !isRule(line) && !isRule(lines[i + 1] ?? ''))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

/** The code names that open the rows of the tables under a heading of the second level. */
export function firstColumnOf(markdown: string, heading: string): string[] {
  const section = markdown.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return tableRowsOf(section).map(([first = '']) => first.replaceAll('`', ''));
}

function isRule(line: string): boolean {
  return /^\|[\s|:-]+\|$/.test(line);
}
