import { createRoot } from 'react-dom/client';
import { createRunStore, GradientDescentViz, type RunStore } from '../../src/index.js';
import '../../src/ui/styles.css';
import { createOpening, createUpdate } from '../support/descentStream.js';
import { createFrame } from './frameElement.js';
import type { Subject } from './subject.js';

/** A store that holds the first `updates` updates, each taken in by itself. */
export function createFilledStore(updates: number): RunStore {
  const store = createRunStore();
  for (const event of createOpening()) store.ingest(event);
  for (let i = 0; i < updates; i++) store.ingest(createUpdate(i));
  return store;
}

/** The component as a host mounts it. */
export function mountComponent(
  store: RunStore,
  given: { readonly quality?: 'auto' | 'high' | 'low' } = {},
): Subject {
  const { element, remove } = createFrame();
  const root = createRoot(element);
  root.render(<GradientDescentViz store={store} theme="light" {...given} />);
  return {
    append: (text) => store.ingest(text),
    unmount() {
      root.unmount();
      remove();
    },
  };
}
