import { guardConsole } from './consoleGuard.js';
import { waitLong } from './longWaits.js';

guardConsole(['error']);
waitLong();
