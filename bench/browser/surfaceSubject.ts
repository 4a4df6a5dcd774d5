/** Something mounted and still, which shows the grids that are given to it. */
export interface LoadingSubject {
  /** Has it wait for the bytes of a grid of so many nodes a side; resolves once it does. */
  askFor(nodes: number, variant: number): Promise<void>;
  /** Hands the bytes over: from here on it is measured. */
  give(bytes: ArrayBuffer): void;
  unmount(): void;
}

/** Something that shows one grid, from nothing. */
export interface FreshSubject {
  readonly name: string;
  /** Whether what goes to the GPU is the bytes themselves. */
  readonly sendsBytes: boolean;
  /** Whether its context is given back when it is unmounted. */
  readonly givesContextBack: boolean;
  /** The largest surface that it draws, in nodes a side. */
  readonly mostNodes?: number;
  /** Mounts it in an element of the size in which all are measured; how often is said by `variant`. */
  mount(element: HTMLElement, bytes: ArrayBuffer, nodes: number, variant: number): () => void;
}
