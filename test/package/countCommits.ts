/** What a page's React is: React says it to whatever stands where its developer tools would. */
export interface ReactActivity {
  /** The versions of react-dom that are on the page; more than one where two copies are. */
  readonly versions: string[];
  /** How often the DOM's React has committed. */
  commits: number;
}

interface Renderer {
  readonly rendererPackageName: string;
  readonly version: string;
}

/** To be run in a page before its scripts; `activity` of the page is what it counts. Of fiber's React it counts nothing. */
export function countCommits(): void {
  const activity: ReactActivity = { versions: [], commits: 0 };
  const counted = new Set<number>();
  let count = 0;
  const hook = {
    isDisabled: false,
    supportsFiber: true,
    renderers: new Map(),
    checkDCE: () => undefined,
    inject({ rendererPackageName, version }: Renderer): number {
      count++;
      if (rendererPackageName === 'react-dom') {
        counted.add(count);
        activity.versions.push(version);
      }
      return count;
    },
    onCommitFiberRoot(renderer: number): void {
      if (counted.has(renderer)) activity.commits++;
    },
    onCommitFiberUnmount: () => undefined,
    onPostCommitFiberRoot: () => undefined,
  };
  Object.assign(globalThis, { activity, __REACT_DEVTOOLS_GLOBAL_HOOK__: hook });
}
