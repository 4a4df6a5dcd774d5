let answer: boolean | null = null;

/**
 * Whether a picture can be drawn here: the browser has WebGL 2, and the observer of sizes without which fiber's canvas
 * throws. Asked once, with a context that is given back at once.
 */
export function canDraw(): boolean {
  answer ??= typeof ResizeObserver === 'function' && hasWebGl();
  return answer;
}

/** jsdom has no such class, and complains on the console of a host's test that it draws nothing where a context is asked for. */
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
