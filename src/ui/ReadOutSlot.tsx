import { useMemo, useSyncExternalStore, type ComponentType } from 'react';
import type { Changing } from '../view/paced.js';
import { describeSilence, describeStatus } from '../view/runText.js';
import type { Figures } from './figures.js';
import type { ReadOutProps } from './ReadOut.js';
import { SlotPlace } from './SlotPlace.js';
import type { ReadOutSlotProps } from './slots.js';
import { useWording } from './wordingContext.js';

/** A host's card of figures, rendered at a reader's pace with the newest. */
export function ReadOutSlot({
  of,
  run: { projectId, runId, status, end, reportedEnd, hyperparams },
  figures,
  rates,
  silentS,
  isPast,
  isIllustrative,
  isProjected,
}: ReadOutProps & { readonly of: ComponentType<ReadOutSlotProps> }) {
  const wording = useWording();
  const newest = useFigures(figures);
  const newestRates = useSyncExternalStore(rates.subscribe, rates.getState, rates.getState);
  const statusText =
    silentS === null
      ? describeStatus({ status, end, reportedEnd }, wording.labels.status, isPast)
      : describeSilence(silentS, wording);
  const run = { projectId, runId, status, end, hyperparams };
  const props = {
    ...run,
    statusText,
    silentS,
    figures: newest,
    rates: newestRates,
    isIllustrative,
    isProjected,
  };
  return <SlotPlace name="readout" of={of} props={props} />;
}

function useFigures({ getState, subscribe }: Changing<Figures>): Figures {
  const getFigures = useMemo(() => keepSame(getState), [getState]);
  return useSyncExternalStore(subscribe, getFigures, getFigures);
}

/** @returns gives the same figures until one is another */
function keepSame(getState: () => Figures): () => Figures {
  let kept: Figures | null = null;
  return () => {
    const figures = getState();
    const names = Object.keys(figures) as (keyof Figures)[];
    if (kept === null || names.some((name) => !Object.is(figures[name], kept?.[name]))) kept = figures;
    return kept;
  };
}
