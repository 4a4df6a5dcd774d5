export const FRAME_WIDTH_PX = 640;
export const FRAME_HEIGHT_PX = 400;

/** An element of the size in which everything is measured. */
export function createFrame(): { readonly element: HTMLElement; remove(): void } {
  const element = document.createElement('div');
  element.style.width = `${FRAME_WIDTH_PX}px`;
  element.style.height = `${FRAME_HEIGHT_PX}px`;
  document.body.append(element);
  return { element, remove: () => element.remove() };
}
