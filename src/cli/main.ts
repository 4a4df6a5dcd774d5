#!/usr/bin/env node
import { createProcessHost } from './processHost.js';
import { runCommandLine } from './runCommandLine.js';

const exitCode = await runCommandLine(process.argv.slice(2), createProcessHost());
// All output has been written; an input that is not read to its end must not keep the process alive.
process.exit(exitCode);
