import type { FoundFault } from '../run/runDiagnostics.js';

/** Counts quiet links, so that each is reported once. */
let quietLinks = 0;

/** The fault of a link that has been open for `firstByteMs` without a byte. */
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
