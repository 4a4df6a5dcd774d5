import { createRoot } from 'react-dom/client';
import { createRunStore, GradientDescentViz } from '../../src/index.js';
import '../../src/ui/styles.css';
import { spec, start, update } from '../run/createRunEvent.js';

/** A page as a host writes it, with a run to which a point comes later. */
const store = createRunStore();
for (const event of [
  spec(1, { domainHalf: 2, params: { a: 1, b: 3 } }, { source: 'measured' }),
  start(2, { point0: { x: 0.5, y: 0.25 } }),
]) {
  store.ingest(event);
}
const frame = document.createElement('div');
frame.style.cssText = 'width: 400px; height: 300px';
document.body.append(frame);
createRoot(frame).render(<GradientDescentViz store={store} showTimeline={false} />);
const observer = new MutationObserver(() => {
  if (frame.querySelector('.gdv-readout') === null) return;
  store.ingest(update(3, 1, [{ x: 0.25, y: -0.125 }]));
  if (frame.innerText.includes('0.25')) document.title = 'done';
});
observer.observe(frame, { childList: true, subtree: true, characterData: true });
