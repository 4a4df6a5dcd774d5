import { RuleTester } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, it } from 'vitest';
import { noWordsRule } from '../../eslint/noWordsRule.js';

RuleTester.describe = describe;
RuleTester.it = it;

const tester = new RuleTester({
  languageOptions: {
    parser: tseslint.parser,
    parserOptions: { ecmaFeatures: { jsx: true } },
  },
});

const errors = [{ message: /src\/view\/labels\.ts/ }];

tester.run('no words outside of the labels', noWordsRule, {
  valid: [
    '<p className="gdv-card gdv-readout">{labels.status}</p>',
    '<p className={`gdv-status gdv-status--${tone}`} dir="auto">{text} + {other}</p>',
    '<div style={{ background: `linear-gradient(to top, ${colors})` }} />',
    "const isRange = selection?.type === 'Range';",
    "import { A } from './some words.js';",
    "type Method = 'Random plane';",
    "const text = ok ? `${from}–${to}` : '–';",
    "<button type='button' aria-pressed={isFull}>{labels.full}</button>",
  ],
  invalid: [
    '<p>Running</p>',
    '<p>{n} more</p>',
    '<p>{isLost ? "lost" : null}</p>',
    '<p>{`after ${n}`}</p>',
    '<p title="nothing" />',
    '<section aria-label={`run ${id}`} />',
    "<Figure label='step' />",
    "const TEXT = { lost: 'The picture was lost' };",
    'const describe = (n) => `No step for ${n} s`;',
    "const STATUS = 'Running';",
  ].map((code) => ({ code, errors })),
});
