let answer: boolean | null = null;

/** Whether this browser draws WebGL 2; asked once, with a context that is given back at once. */
export function hasWebGl(): boolean {
  if (answer === null) {
    // jsdom answers undefined.
    const context: WebGL2RenderingContext | null | undefined = document
      .createElement('canvas')
      .getContext('webgl2');
    answer = context != null;
    context?.getExtension('WEBGL_lose_context')?.loseContext();
  }
  return answer;
}
