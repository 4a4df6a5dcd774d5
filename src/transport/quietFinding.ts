import type { Finding } from '../run/runDiagnostics.js';
import type { ReconnectingSetup } from './reconnectingConnection.js';

/** Links that were found quiet: each is reported once, and none for another. */
let quietLinks = 0;

/** What is said of a link that has been open for `firstByteMs` without a byte. */
export function createQuietFinding({ quietCause, options }: ReconnectingSetup): Finding {
  quietLinks += 1;
  return {
    code: 'link_quiet',
    asset: `link ${quietLinks}`,
    path: 'link',
    found: 'nothing',
    expected: `something within ${options.firstByteMs / 1000} s of its opening`,
    hint: quietCause,
  };
}
