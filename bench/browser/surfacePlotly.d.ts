/** What is used of plotly.js, whose bundle has no types of its own. */
declare module 'plotly.js-gl3d-dist-min' {
  export function newPlot(
    element: HTMLElement,
    data: readonly object[],
    layout: object,
  ): Promise<HTMLElement>;
  /** Appends to traces, by their indices; at most so many points of each are kept, -1 for all. */
  export function extendTraces(
    element: HTMLElement,
    values: Readonly<Record<string, readonly (readonly number[])[]>>,
    traces: readonly number[],
    most: Readonly<Record<string, readonly number[]>>,
  ): Promise<HTMLElement>;
  export function purge(element: HTMLElement): void;
}
