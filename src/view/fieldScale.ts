import { displayHeightOf, type HeightField } from '../surface/index.js';
import type { LossScale } from './pathLosses.js';

/** The scale of losses by which a surface is coloured: the same function for the same surface. */
export class FieldScale {
  private field: HeightField | null = null;
  private scale: LossScale = () => Number.NaN;

  of(field: HeightField): LossScale {
    if (field !== this.field) this.scale = (loss) => displayHeightOf(field, loss);
    this.field = field;
    return this.scale;
  }
}
