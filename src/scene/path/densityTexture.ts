import { DataTexture, LinearFilter, RedFormat } from 'three';
import { DENSITY_CELLS, DENSITY_ROWS, type LineDensity } from '../../path/lineDensity.js';

/** How crowded the drawn line is, on the GPU: some 30 kB, uploaded only after a cell became crowded, which few paths do. */
export class DensityTexture {
  readonly texture = new DataTexture(
    new Uint8Array(DENSITY_ROWS * DENSITY_CELLS),
    DENSITY_CELLS,
    DENSITY_ROWS,
    RedFormat,
  );
  private revision = 0;

  constructor() {
    this.texture.minFilter = LinearFilter;
    this.texture.magFilter = LinearFilter;
    this.texture.needsUpdate = true;
  }

  update({ bytes, revision }: LineDensity): void {
    const isSame = this.texture.image.data === bytes && revision === this.revision;
    // At revision 0 nothing was ever crowded: the texture is blank already.
    const isBlank = revision === 0 && this.revision === 0;
    this.texture.image.data = bytes;
    this.revision = revision;
    if (!isSame && !isBlank) this.texture.needsUpdate = true;
  }

  dispose(): void {
    this.texture.dispose();
  }
}
