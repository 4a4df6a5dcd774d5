import { describe } from 'vitest';
import { createTransport } from './createTransport.js';
import { describeLinkFaults } from './describeLinkFaults.js';
import { describeLogFaults } from './describeLogFaults.js';
import { STREAM_KINDS } from './streamKind.js';
import { createTroubledNetwork } from './troubledNetwork.js';

const setting = { network: createTroubledNetwork(), createTransport };

describe.each(STREAM_KINDS)('%s', (kind) => describeLinkFaults(kind, setting));
describe('a log at an address', () => describeLogFaults(setting));
