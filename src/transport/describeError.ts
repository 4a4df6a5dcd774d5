/** What went wrong, in words: whatever was thrown. */
export function describeError(error: unknown): string {
  // fetch says `fetch failed`, and why in its cause.
  if (error instanceof Error && error.cause instanceof Error)
    return `${error.message} (${error.cause.message})`;
  return error instanceof Error ? error.message : String(error);
}
