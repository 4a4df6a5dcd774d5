import { guardConsole } from './consoleGuard.js';

guardConsole(['error']);
