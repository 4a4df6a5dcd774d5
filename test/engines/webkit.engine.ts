import { findExecutable } from './drivers/findExecutable.js';
import { describeEngine } from './describeEngine.js';
import { startWebKitEngine } from './drivers/webKitEngine.js';

describeEngine('WebKitGTK', (pageUrl) => startWebKitEngine(findExecutable('webkit'), pageUrl));
