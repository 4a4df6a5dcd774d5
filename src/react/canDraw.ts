let answer: boolean | null = null;

/**
 * Whether a picture can be drawn here: the browser has WebGL 2, and a `ResizeObserver`, without which fiber's canvas throws.
 * Checked once, with a context that is lost again at once.
 */
export function canDraw(): boolean {
  answer ??= typeof ResizeObserver === 'function' && hasWebGl();
  return answer;
}

/** The class is checked first: jsdom has none, and would log an error in a host's test where a context is asked for. */
function hasWebGl(): boolean {
  if (typeof WebGL2RenderingContext === 'undefined') return false;
  try {
    const context = document.createElement('canvas').getContext('webgl2');
    context?.getExtension('WEBGL_lose_context')?.loseContext();
    return Boolean(context);
  } catch {
    return false; // a canvas that a host's test or a browser's extension replaced
  }
}
