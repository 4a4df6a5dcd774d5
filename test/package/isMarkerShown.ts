import type { Locator } from 'playwright';

/** Whether the marker's red is on screen: what is drawn is drawn by WebGL. */
export async function isMarkerShown(view: Locator): Promise<boolean> {
  const bytes = await view.screenshot();
  return view.page().evaluate(async (base64) => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))]));
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    for (let i = 0; i < data.length; i += 4)
      if (data[i] === 255 && data[i + 1] === 61 && data[i + 2] === 46) return true;
    return false;
  }, bytes.toString('base64'));
}
