import { Command } from 'commander';
import { renderJsonSchema } from '../protocol/jsonSchema.js';
import type { CommandHost } from './commandHost.js';
import { writeText } from './terminal/writeText.js';

const HELP = `
Examples:
  $ gradient-descent-viz schema > message.schema.json
  $ gradient-descent-viz schema | jq '.["$defs"] | keys'
`;

/** `schema`: the JSON Schema of one message. */
export function createSchemaCommand(host: CommandHost): Command {
  return new Command('schema')
    .summary('print the JSON Schema of a message')
    .description(
      'Prints the JSON Schema (draft 2020-12) of one message, written from the code that reads it.',
    )
    .addHelpText('after', HELP)
    .action(() => writeText(host.stdout, renderJsonSchema()));
}
