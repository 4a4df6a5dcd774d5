/** Writes text that changes many times a second into the DOM, past React. */
export class TextWriter {
  /** Whether text of the page is selected; kept, since asking at each write would cost more than the write. */
  private hasSelection = false;

  /** @returns ends it */
  watchSelection(): () => void {
    const note = (): void => {
      this.hasSelection = document.getSelection()?.type === 'Range';
    };
    document.addEventListener('selectionchange', note);
    return () => document.removeEventListener('selectionchange', note);
  }

  /** Writes only what is another text than before. */
  write(element: HTMLElement, text: string): void {
    const node = element.firstChild;
    // A browser's translation may have replaced the text by elements.
    if (!(node instanceof Text) || node.nextSibling !== null) element.textContent = text;
    else if (node.data === text) return;
    else if (this.hasSelection) {
      // Inserted before the old text is deleted, so that a selected figure stays selected.
      const { length } = node;
      node.insertData(0, text);
      node.deleteData(text.length, length);
    } else node.data = text;
  }
}
