import path from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { readDocument, ROOT } from './readDocument.js';

const contributing = readDocument('CONTRIBUTING.md');
const EVENTS = path.join(ROOT, 'src/protocol/events.ts');

/** The files that CONTRIBUTING.md says the compiler names. */
function documentedFiles(subject: string): string[] {
  const region = new RegExp(`<!-- compiler: ${subject} -->(.*?)<!-- end of compiler -->`, 's');
  return [...(region.exec(contributing)?.[1] ?? '').matchAll(/- `([^`]+)`/g)].map(([, file = '']) => file);
}

/** The files in which the compiler finds an error once a text of `events.ts` is another. */
function filesNamed(before: string, after: string): string[] {
  const config = ts.readConfigFile(path.join(ROOT, 'tsconfig.json'), (file) => ts.sys.readFile(file));
  const { options, fileNames } = ts.parseJsonConfigFileContent(config.config, ts.sys, ROOT);
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (file, ...rest) => {
    if (path.resolve(file) !== EVENTS) return getSourceFile.call(host, file, ...rest);
    const text = ts.sys.readFile(file)!;
    expect(text).toContain(before);
    return ts.createSourceFile(file, text.replace(before, after), ts.ScriptTarget.ES2022, true);
  };
  const roots = fileNames.filter((file) => /\/(?:src|test)\//.test(file));
  const program = ts.createProgram(roots, options, host);
  const files = ts
    .getPreEmitDiagnostics(program)
    .flatMap(({ file }) => (file === undefined ? [] : [file.fileName]));
  return [...new Set(files.map((file) => path.relative(ROOT, file)))];
}

it('CONTRIBUTING.md lists the files that the compiler names for a new event', { timeout: 240_000 }, () => {
  const named = filesNamed(
    'export type GradientDescentEvent =',
    `interface PathAnnotation {
      readonly name: 'GD_PATH_ANNOTATION';
      readonly step: number;
      readonly text: string;
    }
    export type GradientDescentEvent = PathAnnotation |`,
  );
  expect(named.sort()).toEqual(documentedFiles('event').sort());
});

it(
  'CONTRIBUTING.md lists the files that the compiler names for a new surface kind',
  { timeout: 240_000 },
  () => {
    const named = filesNamed(
      "| { readonly kind: 'fixed_example' }",
      "| { readonly kind: 'fixed_example' } | { readonly kind: 'saddle'; readonly a: number; readonly b: number }",
    );
    expect(named.sort()).toEqual(documentedFiles('kind').sort());
  },
);
