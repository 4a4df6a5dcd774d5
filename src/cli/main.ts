#!/usr/bin/env node
import { createProcessHost } from './processHost.js';
import { runCommandLine } from './runCommandLine.js';

const exitCode = await runCommandLine(process.argv.slice(2), createProcessHost());
// All that was written has gone; an input that nobody reads to its end must not keep the process.
process.exit(exitCode);
