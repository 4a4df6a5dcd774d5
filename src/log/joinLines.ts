/**
 * Joins a message that was printed over several lines into one line, as a log has it: a line break in JSON is white space.
 */
export function joinLines(message: string): string {
  return message.includes('\n') ? message.replace(/\r?\n/g, ' ') : message;
}
