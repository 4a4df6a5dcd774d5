import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { parseMessage } from '../../src/protocol/parseMessage.js';
import { codeBlocksOf, firstColumnOf, readDocument, ROOT } from './readDocument.js';

const NAME = 'gradient-descent-viz';
const readme = readDocument('README.md');
const blocks = codeBlocksOf(readme).filter(({ language }) => language === 'ts' || language === 'tsx');
const program = createReadmeProgram();

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')) as T;
}

/** A program of the code blocks as files beside `src`; no file of theirs is written. */
function createReadmeProgram(): ts.Program {
  const config = ts.readConfigFile(path.join(ROOT, 'tsconfig.json'), (file) => ts.sys.readFile(file));
  const { options } = ts.parseJsonConfigFileContent({ ...config.config, include: [] }, ts.sys, ROOT);
  const host = ts.createCompilerHost({ ...options, types: ['vite/client'] });
  const sources = new Map(
    blocks.map(({ language, text }, i) => [path.join(ROOT, `readme-${i}.${language}`), text]),
  );
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (file) => sources.has(file) || fileExists.call(host, file);
  host.readFile = (file) => sources.get(file) ?? readFile.call(host, file);
  host.getSourceFile = (file, ...rest) => {
    const text = sources.get(file);
    return text === undefined
      ? getSourceFile.call(host, file, ...rest)
      : ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  };
  // No type that a host sees is made of these, and to read them takes longer than all the rest.
  host.resolveModuleNameLiterals = (literals, file, _redirected, compilerOptions) =>
    literals.map(({ text }) =>
      /^(?:three|@react-three)\b/.test(text)
        ? { resolvedModule: undefined }
        : ts.resolveModuleName(text, file, compilerOptions, host),
    );
  const component = path.join(ROOT, 'src/GradientDescentViz.tsx');
  return ts.createProgram([...sources.keys(), component], { ...options, types: ['vite/client'] }, host);
}

it.each(blocks.map(({ text, language }, i) => [i + 1, `readme-${i}.${language}`, text] as const))(
  'code block %i of the README compiles against the source',
  (_, file) => {
    const source = program.getSourceFile(path.join(ROOT, file))!;
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    expect(found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
  },
);

it('the README has examples of a store, of events and of the core', () => {
  const code = blocks.map(({ text }) => text).join('\n');
  for (const part of ['store={store}', 'events={events}', `'${NAME}/core'`]) expect(code).toContain(part);
});

it('the README installs every peer, in versions that the tests ran with, in one command', () => {
  const { peerDependencies } = readJson<{ peerDependencies: Record<string, string> }>('package.json');
  const { packages } = readJson<{ packages: Record<string, { version: string }> }>('package-lock.json');
  const [, installed = ''] = /^ {4}npm install (gradient-descent-viz .+)$/m.exec(readme) ?? [];
  const [name, ...peers] = installed.split(' ').map((spec) => /^(.[^@]*)(?:@(.+))?$/.exec(spec)!.slice(1));
  expect(name).toEqual([NAME, undefined]);
  expect(peers.map(([peer = '']) => peer).sort()).toEqual(Object.keys(peerDependencies).sort());
  for (const [peer = '', version = ''] of peers)
    expect(`${packages[`node_modules/${peer}`]?.version}.`.startsWith(`${version}.`), peer).toBe(true);
});

it('the README installs for Node what is required, and nothing that is optional', () => {
  const { peerDependencies, peerDependenciesMeta } = readJson<{
    peerDependencies: Record<string, string>;
    peerDependenciesMeta: Record<string, { optional: boolean }>;
  }>('package.json');
  const required = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional);
  const installed = readme.match(/^ {4}npm install gradient-descent-viz .+$/gm) ?? [];
  expect(installed).toHaveLength(2);
  const names = installed[1]!.trim().split(' ').slice(3);
  expect(names.map((spec) => spec.replace(/(?<=.)@.*/, ''))).toEqual(required);
});

it('the README imports only what the package exports', () => {
  const { exports } = readJson<{ exports: Record<string, unknown> }>('package.json');
  const imported = blocks.flatMap(({ text }) =>
    [...text.matchAll(/(?:from|import) '(gradient-descent-viz[^']*)'/g)].map(([, id = '']) => id),
  );
  for (const id of imported) expect(Object.keys(exports)).toContain(id.replace(NAME, '.'));
  const entries = Object.keys(exports).filter((entry) => entry !== './package.json');
  expect(firstColumnOf(readme, 'Entry points')).toEqual(entries.map((entry) => entry.replace('.', NAME)));
});

it('the README has a row for every prop and for no other', () => {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(path.join(ROOT, 'src/GradientDescentViz.tsx'))!;
  const symbol = checker
    .getExportsOfModule(checker.getSymbolAtLocation(source)!)
    .find(({ name }) => name === 'GradientDescentVizProps')!;
  const props = checker.getDeclaredTypeOfSymbol(symbol).getProperties();
  const names = new Set(props.map(({ name }) => name.replace(/^aria-.+/, 'aria-*')));
  // TSX takes any attribute of data, so that no type has them.
  names.add('data-*');
  expect(firstColumnOf(readme, 'Props').sort()).toEqual([...names].sort());
});

it('messages that the documents show are read without a diagnostic', () => {
  const shown = ['README.md', 'docs/contract.md'].flatMap((file) =>
    codeBlocksOf(readDocument(file)).filter(({ language }) => language === 'json'),
  );
  expect(shown.length).toBeGreaterThan(1);
  for (const { text } of shown) expect(parseMessage(text)).toMatchObject({ kind: 'event', diagnostics: [] });
});

it.each([
  'README.md',
  ...['contract', 'backend', 'SPEC', 'architecture', 'diagnostics', 'deployment', 'theming'].map(
    (name) => `docs/${name}.md`,
  ),
])('%s links only to files that exist', (file) => {
  const links = [...readDocument(file).matchAll(/(?:\]\(|src="|srcset=")([^)"#]+)/g)].map(
    ([, to = '']) => to,
  );
  const missing = links.filter(
    (to) => !/^https?:/.test(to) && !existsSync(path.join(ROOT, path.dirname(file), to)),
  );
  expect(missing).toEqual([]);
});

it('the README states the sizes that CI holds it to', () => {
  const limits = readJson<{ names: string; first: number }[]>('build/sizeLimits.json');
  const stated = limits
    .filter(({ names }) => names.includes('GradientDescentViz'))
    .map(({ first }) => `nder ${first / 1000}`);
  for (const words of stated) expect(readme).toContain(words);
});
