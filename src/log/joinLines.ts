/**
 * Puts a message that was printed over several lines on one, as a log has it: within JSON a line break is white space,
 * whatever it stands in.
 */
export function joinLines(message: string): string {
  return message.includes('\n') ? message.replace(/\r?\n/g, ' ') : message;
}
