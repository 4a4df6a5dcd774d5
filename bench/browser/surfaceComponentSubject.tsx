import { createRoot } from 'react-dom/client';
import { createRunStore, GradientDescentViz } from '../../src/index.js';
import '../../src/ui/styles.css';
import { createFrame } from './frameElement.js';
import { createGridEvent, createShortRun } from './surfaceGrid.js';
import type { FreshSubject, LoadingSubject } from './surfaceSubject.js';

/** An answer that does not stream; its bytes come when they are there. */
function createResponse(bytes: Promise<ArrayBuffer>) {
  return { ok: true, status: 200, url: '', headers: { get: () => null }, arrayBuffer: () => bytes };
}

/** The component as a host mounts it, with a run. */
export function mountLoadingComponent(): LoadingSubject {
  const store = createRunStore();
  for (const event of createShortRun()) store.ingest(event);
  let give: (bytes: ArrayBuffer) => void = () => undefined;
  let onAsked: () => void = () => undefined;
  const fetchAsset = () => {
    const bytes = new Promise<ArrayBuffer>((resolve) => {
      give = resolve;
    });
    onAsked();
    return Promise.resolve(createResponse(bytes));
  };
  const { element, remove } = createFrame();
  const root = createRoot(element);
  root.render(<GradientDescentViz store={store} theme="light" fetchAsset={fetchAsset} />);
  return {
    askFor: (nodes, variant) =>
      new Promise((resolve) => {
        onAsked = resolve;
        store.ingest(createGridEvent(nodes, variant));
      }),
    give: (bytes) => give(bytes),
    unmount() {
      root.unmount();
      remove();
    },
  };
}

/** From a run's events, which it has to read. */
export const freshComponent: FreshSubject = {
  name: 'GradientDescentViz',
  sendsBytes: true,
  givesContextBack: true,
  mount(element, bytes, nodes, variant) {
    const events = [...createShortRun(), createGridEvent(nodes, variant)];
    const fetchAsset = () => Promise.resolve(createResponse(Promise.resolve(bytes)));
    const root = createRoot(element);
    root.render(<GradientDescentViz events={events} theme="light" fetchAsset={fetchAsset} />);
    return () => root.unmount();
  },
};

/** From a run's events that name a formula, in place of a small grid. */
export const freshFormula: FreshSubject = {
  name: 'GradientDescentViz, of a formula',
  sendsBytes: false,
  givesContextBack: true,
  mostNodes: 51,
  mount(element) {
    const events = createShortRun();
    const root = createRoot(element);
    root.render(<GradientDescentViz events={events} theme="light" />);
    return () => root.unmount();
  },
};
