/** What is used of plotly.js, whose bundle has no types of its own. */
declare module 'plotly.js-gl3d-dist-min' {
  export function newPlot(
    element: HTMLElement,
    data: readonly object[],
    layout: object,
  ): Promise<HTMLElement>;
  export function purge(element: HTMLElement): void;
}
