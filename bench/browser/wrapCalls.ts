/** A rendering context of either version: the peers' are of the first. */
export type Context = WebGLRenderingContext | WebGL2RenderingContext;

/** Calls that draw, each with where it takes the count of its vertices and where that of its instances. */
export const DRAWS: Readonly<Record<string, readonly [number, number?]>> = {
  drawElements: [1],
  drawArrays: [2],
  drawElementsInstanced: [1, 4],
  drawArraysInstanced: [2, 3],
};

/** Vertices of a call of `DRAWS`, of all instances together. */
export function countVertices(name: string, args: readonly unknown[]): number {
  const [count, instances] = DRAWS[name]!;
  return Number(args[count]) * (instances === undefined ? 1 : Number(args[instances]));
}

/**
 * Has calls of WebGL looked at before they are made, in every context of the page.
 * @returns ends it
 */
export function wrapCalls<Name extends string>(
  names: readonly Name[],
  onCall: (context: Context, name: Name, args: readonly unknown[]) => void,
): () => void {
  const restores = [WebGLRenderingContext, WebGL2RenderingContext].flatMap(({ prototype }) =>
    names.map((name) => wrapCall(prototype, name, (context, args) => onCall(context, name, args))),
  );
  return () => {
    for (const restore of restores) restore();
  };
}

function wrapCall(
  prototype: object,
  name: string,
  onCall: (context: Context, args: readonly unknown[]) => void,
): () => void {
  const methods = prototype as Record<string, ((this: Context, ...args: unknown[]) => unknown) | undefined>;
  const original = methods[name];
  // The first version has fewer of them.
  if (original === undefined) return () => undefined;
  methods[name] = function (this: Context, ...args) {
    onCall(this, args);
    return Reflect.apply(original, this, args);
  };
  return () => {
    methods[name] = original;
  };
}

/** Waits, on the main thread, until the GPU has drawn all that a context was told to. */
export function finishDrawing(context: Context | null): void {
  if (context === null) return;
  const [target, binding] =
    'READ_FRAMEBUFFER' in context
      ? [context.READ_FRAMEBUFFER, context.READ_FRAMEBUFFER_BINDING]
      : [context.FRAMEBUFFER, context.FRAMEBUFFER_BINDING];
  // Of the canvas, whatever was drawn into last: of a multisampled target no pixel can be read.
  const bound = context.getParameter(binding) as WebGLFramebuffer | null;
  context.bindFramebuffer(target, null);
  // `finish` itself may return early in Chromium; a pixel cannot come before it is drawn.
  context.readPixels(0, 0, 1, 1, context.RGBA, context.UNSIGNED_BYTE, new Uint8Array(4));
  context.bindFramebuffer(target, bound);
}
