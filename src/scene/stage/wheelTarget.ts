/**
 * Whether a turn of the wheel is meant for the picture: the viewer has turned to it, holds Ctrl (which is also how a pinch
 * on a touchpad arrives), or nothing around it could scroll. Else it is the page's, which would stop under the pointer.
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

/** The element around it, out of shadow trees too. */
function parentOf(node: Element): Element | null {
  const root = node.getRootNode();
  return node.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}

function scrolls(node: Element): boolean {
  const { documentElement, body } = node.ownerDocument;
  const overflow = getComputedStyle(node).overflowY;
  if (node !== documentElement) return overflow === 'auto' || overflow === 'scroll';
  // The viewport scrolls as its root says, or, where that says nothing, the body.
  const ofViewport = overflow === 'visible' ? getComputedStyle(body).overflowY : overflow;
  return ofViewport !== 'hidden' && ofViewport !== 'clip';
}
