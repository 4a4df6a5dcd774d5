import type { DrapeHeight, DrawnPath } from '../../path/drawnPath.js';
import type { PathView } from '../../path/pathView.js';
import type { EndMark } from '../../view/endMark.js';
import type { Stem } from '../../view/marks/stem.js';
import type { StepTick } from '../../view/marks/stepTicks.js';
import type { SceneTheme } from '../sceneTheme.js';
import type { DescentChanges } from './descentChanges.js';
import type { DescentUniforms } from './descentUniforms.js';
import { PULSE_REACH_PX } from './endGlsl.js';
import { createMarkMaterial, MARK_REACH_PX, MARKS, paintMarks, setEnd } from './markMaterial.js';
import type { MarkPlaces } from './markPlaces.js';
import { createStrokeGeometry, setQuads } from './strokeGeometry.js';
import { StrokeMesh } from './strokeMesh.js';

/** The best point of a path: its index there, and its loss. */
export interface PlacedBest {
  readonly index: number;
  readonly loss: number;
}

/** The marks over a path's line: ticks, start, drop line, stem, best point, and the marker. */
export class MarkObject {
  ticks: readonly StepTick[] = [];
  best: PlacedBest | null = null;
  stem: Stem | null = null;
  readonly stroke;
  private theme: SceneTheme | null = null;
  private end: Pick<EndMark, 'kind' | 'pulse'> = { kind: null, pulse: null };

  /** @param places - where ticks and best point are */
  constructor(
    private readonly uniforms: DescentUniforms,
    readonly places: MarkPlaces,
    private readonly changes: DescentChanges,
  ) {
    this.stroke = new StrokeMesh(createStrokeGeometry(), createMarkMaterial(uniforms));
    setQuads(this.stroke.geometry, MARKS);
  }

  /** How far the marker reaches from its place, in CSS pixels. */
  get markerReachPx(): number {
    return this.end.pulse === null ? MARK_REACH_PX : PULSE_REACH_PX;
  }

  paint(theme: SceneTheme): void {
    this.theme = theme;
    paintMarks(this.stroke.material, theme);
    setEnd(this.stroke.material, this.end.kind, this.end.pulse, theme);
  }

  /** Gives the marker the look of an end, or of a run that goes on. */
  showEnd({ kind, pulse }: Pick<EndMark, 'kind' | 'pulse'>): void {
    if (kind === this.end.kind && pulse === this.end.pulse) return;
    this.end = { kind, pulse };
    this.changes.hasMoved = true;
    if (this.theme !== null) setEnd(this.stroke.material, kind, pulse, this.theme);
  }

  /** Shows how far the loss that was reported at the marker is from the surface; null where that is not known. */
  showStem(stem: Stem | null): void {
    const { hasStem, stemHeight } = this.uniforms;
    if (stem?.difference === this.stem?.difference && stem?.height === this.stem?.height) return;
    this.stem = stem;
    this.changes.noteMarker();
    hasStem.value = stem !== null;
    stemHeight.value = stem?.height ?? 0;
  }

  /** Shows round steps and the best point; null where that is the marker's own, or there is none. */
  show(
    ticks: readonly StepTick[],
    best: PlacedBest | null,
    path: PathView,
    drawn: DrawnPath,
    heightAt: DrapeHeight,
  ): void {
    const { places, uniforms } = this;
    if (best?.loss !== this.best?.loss) this.changes.markRevision++;
    this.ticks = ticks;
    this.best = best;
    if (!places.update(ticks, best, path, drawn, heightAt)) return;
    uniforms.ticks.value = places.ticks;
    uniforms.hasBest.value = places.hasBest;
    setQuads(this.stroke.geometry, places.ticks + MARKS);
    this.changes.noteMarks();
  }
}
