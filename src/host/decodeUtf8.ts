interface HostText {
  readonly TextDecoder: new (
    encoding: 'utf-8',
    options: { readonly ignoreBOM: boolean },
  ) => { decode(bytes: Uint8Array): string };
}

const decoder = new (globalThis as unknown as HostText).TextDecoder('utf-8', { ignoreBOM: true });

/** Decodes UTF-8 and keeps a byte order mark; invalid bytes become U+FFFD. */
export function decodeUtf8(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
