/**
 * Whether a turn of the wheel is meant for the picture: the picture has the focus, Ctrl is held (as in the events of a pinch
 * on a touchpad), or nothing around it could scroll. Else it scrolls the page, which would otherwise stop under the pointer.
 */
export function isWheelForPicture(event: WheelEvent, picture: HTMLElement): boolean {
  return event.ctrlKey || event.metaKey || picture.matches(':focus-within') || !isInScrollable(picture);
}

function isInScrollable(element: Element): boolean {
  for (let node = parentOf(element); node !== null; node = parentOf(node)) {
    if (node.scrollHeight > node.clientHeight && scrolls(node)) return true;
  }
  return false;
}

/** The element's parent, across the border of a shadow tree too. */
function parentOf(node: Element): Element | null {
  const root = node.getRootNode();
  return node.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}

function scrolls(node: Element): boolean {
  const { documentElement, body } = node.ownerDocument;
  const overflow = getComputedStyle(node).overflowY;
  if (node !== documentElement) return overflow === 'auto' || overflow === 'scroll';
  // The root's style says whether the viewport scrolls, or the body's where the root's does not.
  const ofViewport = overflow === 'visible' ? getComputedStyle(body).overflowY : overflow;
  return ofViewport !== 'hidden' && ofViewport !== 'clip';
}
