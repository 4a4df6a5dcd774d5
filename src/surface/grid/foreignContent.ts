import { describeValue } from '../../protocol/describeValue.js';

/** Content that was received in place of a grid. */
export interface ForeignContent {
  /** Its description, with its beginning if that is text. */
  readonly found: string;
  /** What to do about it, as a clause without a full stop. */
  readonly hint: string;
}

const SPACE = 0x20;
const LESS_THAN = 0x3c;

/** How many bytes at its beginning are examined. */
const LOOK_BYTES = 512;

const HTML_HINT = 'asset_url leads to a page, often a login or an error page served with status 200';

const SIGNATURES: readonly (readonly [readonly number[], ForeignContent])[] = [
  [
    [0x1f, 0x8b],
    {
      found: 'a gzip file',
      hint: 'send it with the header Content-Encoding: gzip, so that the browser unpacks it',
    },
  ],
  [
    [0x50, 0x4b, 0x03, 0x04],
    { found: 'a zip file, as np.savez writes', hint: 'write one array with np.save' },
  ],
  [[0x89, 0x50, 0x4e, 0x47], { found: 'a PNG picture', hint: 'send the samples themselves' }],
];

/** Whether bytes are certainly HTML: as samples its characters would be neighbours of very different sizes. */
export function isHtml(bytes: Uint8Array): boolean {
  // Decides for nearly every grid, since samples seldom begin like text.
  let start = 0;
  while (start < LOOK_BYTES && bytes[start]! <= SPACE) start++;
  return (
    bytes[start] === LESS_THAN && /^<(?:!doctype html|html|head|body)/i.test(readStart(bytes).trimStart())
  );
}

/** Recognizes content that is no grid; null if it is not known. */
export function recognizeForeignContent(bytes: Uint8Array): ForeignContent | null {
  for (const [signature, content] of SIGNATURES)
    if (signature.every((byte, i) => bytes[i] === byte)) return content;
  const start = readStart(bytes);
  if (isHtml(bytes)) return { found: `HTML ${describeValue(start)}`, hint: HTML_HINT };
  // Control characters other than white space do not occur in text, and do in almost any samples.
  if (!/^[\t\n\r\x20-\x7e\x80-\xff]*$/.test(start)) return null;
  const kind = /^\s*[[{]/.test(start) ? 'JSON' : 'text';
  const hint = "asset_url has to lead to the samples, as Z.astype('<f4').tobytes() or np.save write them";
  return { found: `${kind} ${describeValue(start)}`, hint };
}

function readStart(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, LOOK_BYTES));
}
