// @ts-check
import { defineConfig, globalIgnores } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { CORE_ROOMS } from './eslint/importTable.js';
import { importTableRule } from './eslint/importTableRule.js';
import { noWordsRule } from './eslint/noWordsRule.js';

const NO_DEFAULT_EXPORT = {
  selector: 'ExportDefaultDeclaration, ExportSpecifier[exported.name="default"]',
  message: 'Named exports only: a name is the same wherever it is imported.',
};

const NO_CLOCK = {
  selector: 'NewExpression[callee.name="Date"][arguments.length=0], CallExpression[callee.name="Date"]',
  message: 'The core reads no clock: take the time as an argument.',
};

const NO_WAIT_FOR_TIME = [
  {
    selector:
      'CallExpression[callee.name=/^set(Timeout|Interval)$/][arguments.length>1]:not([arguments.1.value=0])',
    message: 'No test waits for time: wait for a condition, or take a fake clock.',
  },
  {
    selector: 'CallExpression[callee.property.name=/^(set(Timeout|Interval)|waitForTimeout)$/]',
    message: 'No test waits for time: wait for a condition, or take a fake clock.',
  },
  {
    selector:
      'CallExpression[callee.property.name=/^toBeLess/] > MemberExpression > CallExpression[callee.name="expect"] BinaryExpression[operator="-"] CallExpression[callee.property.name="now"][callee.object.name=/^(performance|Date)$/]',
    message: 'No test limits a duration: a busy machine takes longer (test/support/cpuTime.ts counts work).',
  },
];

/** Names that the core's outsiders hand in: it runs in Node, a worker and a server render. */
const HOST_GLOBALS = [
  'window',
  'document',
  'self',
  'globalThis',
  'global',
  'navigator',
  'location',
  'localStorage',
  'fetch',
  'WebSocket',
  'EventSource',
  'XMLHttpRequest',
  'Worker',
  'performance',
  'crypto',
  'console',
  'process',
  'Buffer',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'requestAnimationFrame',
];

const coreFiles = CORE_ROOMS.flatMap((room) => [`src/${room}/**/*.{ts,tsx}`, `src/${room}.ts`]);

export default defineConfig(
  globalIgnores([
    'dist',
    'dist-*',
    'examples/host/dist',
    'storybook-static',
    'coverage',
    'test/fixtures',
    '**/*.ndjson',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  {
    name: 'typescript',
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      // `noUncheckedIndexedAccess` makes every read of a typed array possibly undefined; in a loop over its indices `!` says it is not.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // A generic that appears once still names what a caller gets back from JSON or a fixture.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
    },
  },

  {
    name: 'react',
    files: ['{src,stories,test,examples,demo,.storybook}/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat['recommended-latest']],
    rules: { 'react-hooks/exhaustive-deps': 'error' },
  },

  {
    // three.js objects come from hooks (`useThree`, `useMemo`) and are mutable by design; the frame loop writes them.
    name: 'scene',
    files: ['src/scene/**/*.{ts,tsx}', 'src/GradientDescentViz.tsx'],
    rules: { 'react-hooks/immutability': 'off' },
  },

  {
    name: 'import table',
    files: ['src/**/*.{ts,tsx}'],
    plugins: { house: { rules: { 'import-table': importTableRule, 'no-words': noWordsRule } } },
    rules: { 'house/import-table': 'error' },
  },

  {
    name: 'words are labels',
    files: [
      'src/ui/**/*.{ts,tsx}',
      'src/{Overlay,RunParts,Viewport}.tsx',
      'src/view/{runText,runWords,pictureNotices,surfaceText,wording,formatNumber,localeNumbers}.ts',
    ],
    rules: { 'house/no-words': 'error' },
  },

  {
    name: 'core',
    files: coreFiles,
    ignores: ['src/emitter/node/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...HOST_GLOBALS.map((name) => ({
          name,
          message: 'The core names no global of its host: take it as an option.',
        })),
      ],
      'no-restricted-properties': [
        'error',
        {
          object: 'Date',
          property: 'now',
          message: 'The core reads no clock: take the time as an argument.',
        },
        {
          object: 'Math',
          property: 'random',
          message: 'The core draws no randomness: take a generator as an option.',
        },
      ],
      'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT, NO_CLOCK],
    },
  },

  {
    name: 'tests',
    files: ['test/**/*.{ts,tsx}', 'bench/**/*.{ts,tsx}'],
    rules: {
      // `expect(store.method)` and matchers such as `expect.any(Number)` are unbound or `any` by their types.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },

  {
    name: 'tests wait for no time',
    files: ['test/**/*.{ts,tsx}', 'stories/**/*.{ts,tsx}'],
    rules: { 'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT, ...NO_WAIT_FOR_TIME] },
  },

  {
    // What it delays is a network's bytes; what it counts are a page's timers; what it plays is a recording.
    name: 'timers that no test waits for',
    files: ['test/transport/tcpProxy.ts', 'test/support/pageActivity.ts', 'stories/ReplayedLog.tsx'],
    rules: { 'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT] },
  },

  {
    name: 'default exports that a tool asks for',
    files: ['*.config.ts', '**/*.config.ts', '.storybook/*.{ts,tsx}', 'stories/**/*.stories.tsx'],
    rules: { 'no-restricted-syntax': 'off' },
  },

  {
    // Its packages are its own, and are not installed here: nothing is known of their types.
    name: 'host',
    files: ['examples/host/**/*.{ts,tsx}'],
    extends: [tseslint.configs.disableTypeChecked],
  },

  {
    name: 'plain JavaScript: what runs before anything is built',
    files: ['**/*.{js,mjs}'],
    extends: [tseslint.configs.recommended],
    rules: { eqeqeq: ['error', 'always'] },
  },
);
