import { BROWSER_HOST } from '../../src/react/browserHost.js';
import type { RunStore } from '../../src/run/runStore.js';
import type { DrawnSurface } from '../../src/view/drawnSurface.js';
import type { GridAssetOptions } from '../../src/view/gridAssets.js';
import { SurfaceText } from '../../src/view/surfaceText.js';
import { SurfaceView, type HeightSettings } from '../../src/view/surfaceView.js';

export const LINEAR: HeightSettings = { heightScale: 'linear', lossRange: 'auto' };

/** The surface of a store's shown run as a component has it, without a canvas. */
export function followSurface(store: RunStore, assets: GridAssetOptions) {
  const view = new SurfaceView(store, LINEAR, BROWSER_HOST);
  const text = new SurfaceText(view, BROWSER_HOST);
  view.configure(LINEAR, assets);
  const ends = [view.start(), text.start()];
  /** Shows the surface as a frame does. */
  const frame = (): DrawnSurface => {
    const { current } = view;
    view.settle();
    return current;
  };
  return { view, text, frame, stop: () => ends.forEach((end) => end()) };
}
