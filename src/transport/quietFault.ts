import type { FoundFault } from '../run/runDiagnostics.js';

/** Links that were found quiet: each is reported once, and none for another. */
let quietLinks = 0;

/** What is said of a link that has been open for `firstByteMs` without a byte. */
export function createQuietFault(quietCause: string, firstByteMs: number): FoundFault {
  quietLinks += 1;
  return {
    code: 'link_quiet',
    asset: `link ${quietLinks}`,
    path: 'link',
    found: 'nothing',
    expected: `something within ${firstByteMs / 1000} s of its opening`,
    hint: quietCause,
  };
}
