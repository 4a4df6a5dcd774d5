/** Writes an element's text where it is another, and into the node that is there, which costs no layout of others. */
export function writeText(element: HTMLElement | null, text: string): void {
  if (element === null || element.textContent === text) return;
  const node = element.firstChild;
  // A browser's translation may have replaced the text by elements.
  if (node instanceof Text && node.nextSibling === null) node.data = text;
  else element.textContent = text;
}
