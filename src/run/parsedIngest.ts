const parsedIngests = new WeakSet();

/** Marks a store's `ingest` as one that takes a `ParsedText`. An `ingest` of the host's own is given texts. */
export function acceptParsedText(ingest: (message: unknown) => void): void {
  parsedIngests.add(ingest);
}

/** Whether `ingest` may be given a `ParsedText`. */
export function takesParsedText(ingest: (message: unknown) => void): boolean {
  return parsedIngests.has(ingest);
}
