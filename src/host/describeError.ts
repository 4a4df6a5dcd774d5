/** What went wrong, as a clause: an error's message, or whatever was thrown as text. Never throws. */
export function describeError(error: unknown): string {
  try {
    if (!(error instanceof Error)) return String(error);
    const words = error.message === '' ? error.name : error.message;
    // The message of fetch is `fetch failed`; the reason is in its cause.
    return error.cause instanceof Error ? `${words} (${error.cause.message})` : words;
  } catch {
    return 'an error that cannot be put into words';
  }
}
