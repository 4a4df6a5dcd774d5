import { useEffect, useLayoutEffect, useMemo, useState } from 'react';
import type { RunStore } from '../run/runStore.js';
import type { GridAssetOptions } from '../view/gridAssets.js';
import { SurfaceText } from '../view/surfaceText.js';
import { SurfaceView, type HeightSettings } from '../view/surfaceView.js';
import { BROWSER_HOST } from './browserHost.js';

interface SurfaceSettings extends HeightSettings {
  /** Whether the plane that is shown is kept when another comes. */
  readonly keepsPlane: boolean;
}

/** The surface of a store's shown run, and its text, for as long as the component is mounted. */
export function useSurfaceView(
  store: RunStore,
  { heightScale, lossRange, keepsPlane }: SurfaceSettings,
  assets: GridAssetOptions,
): { readonly surfaceView: SurfaceView; readonly surfaceText: SurfaceText } {
  // The first values, so that the first text, also on a server, has the scale and range of the props.
  const [first] = useState({ heightScale, lossRange });
  const views = useMemo(() => {
    const surfaceView = new SurfaceView(store, first, BROWSER_HOST);
    return { surfaceView, surfaceText: new SurfaceText(surfaceView, BROWSER_HOST) };
  }, [store, first]);
  useLayoutEffect(() => {
    views.surfaceView.configure({ heightScale, lossRange }, assets);
    views.surfaceView.keepPlane(keepsPlane);
  });
  useEffect(() => {
    const endView = views.surfaceView.start();
    const endText = views.surfaceText.start();
    return () => {
      endText();
      endView();
    };
  }, [views]);
  return views;
}
