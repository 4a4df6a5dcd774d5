import { useMemo } from 'react';
import { usePacedState } from './react/useShownRun.js';
import type { RunStore } from './run/runStore.js';
import { selectShownRun } from './run/selectors.js';
import { computeColorStops, type ColorMapName } from './scene/colorMaps.js';
import type { DrawnSurface } from './scene/drawnSurface.js';
import { computeSurfaceFit } from './scene/fit.js';
import { displayHeightOf } from './surface/index.js';
import { ConnectionNotice } from './ui/ConnectionNotice.js';
import { computeDigits } from './ui/formatNumber.js';
import { Legend } from './ui/Legend.js';
import { Message } from './ui/Message.js';
import { Notices } from './ui/Notices.js';
import { ReadOut } from './ui/ReadOut.js';
import { RunAnnouncement } from './ui/RunAnnouncement.js';

export interface OverlayProps {
  readonly store: RunStore;
  readonly surface: DrawnSurface;
  readonly colorMap: ColorMapName;
}

/** The text over the scene; renewed at a reader's pace, however fast the run goes. */
export function Overlay({ store, surface, colorMap }: OverlayProps) {
  const state = usePacedState(store);
  const run = selectShownRun(state);
  const colors = useMemo(() => computeColorStops(colorMap), [colorMap]);
  const { shown, field } = surface;
  const connection = <ConnectionNotice connection={state.connection} />;
  if (run === null) {
    return (
      <div className="gdv-overlay">
        <Message text="Waiting for a run" />
        {connection}
      </div>
    );
  }
  return (
    <div className="gdv-overlay">
      <div className="gdv-column">
        <ReadOut run={run} surface={surface.surface} heightDigits={computeDigits(field.min, field.max)} />
        <Notices run={run} surface={shown} compression={computeSurfaceFit(shown, field).compression} />
      </div>
      <Legend
        min={field.min}
        max={field.max}
        colors={colors}
        isStandIn={shown.params === null}
        shareOf={(loss) => displayHeightOf(field, loss)}
      />
      {connection}
      <RunAnnouncement run={run} />
    </div>
  );
}
