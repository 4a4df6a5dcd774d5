const parsedIngests = new WeakSet();

/** Marks a store's `ingest` as one that knows a `ParsedText`. One that a host puts in its place receives texts. */
export function acceptParsedText(ingest: (message: unknown) => void): void {
  parsedIngests.add(ingest);
}

/** Whether `ingest` may be given a `ParsedText`. */
export function takesParsedText(ingest: (message: unknown) => void): boolean {
  return parsedIngests.has(ingest);
}
