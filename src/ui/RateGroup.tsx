import { useCallback, useLayoutEffect, useMemo, useState } from 'react';
import type { Changing } from '../view/paced.js';
import { RATE_NAMES } from '../view/rate/rateText.js';
import type { Rates } from '../view/rate/rates.js';
import { RateLayer, type RateName } from './rateLayer.js';
import { useWording } from './wordingContext.js';

export interface RateGroupProps {
  /** Written to the DOM without a render. */
  readonly rates: Changing<Rates>;
  /** Whether no step has come for a while: time left is then not known. */
  readonly isSilent: boolean;
}

/** How fast the loss falls, how far it is from its best, and how long the run goes on; nothing where that is not known. */
export function RateGroup({ rates, isSilent }: RateGroupProps) {
  const layer = useRateLayer(rates);
  const [wasEmpty] = useState(() => layer.isEmpty);
  const attachGroup = useCallback((group: HTMLDListElement) => layer.attachGroup(group), [layer]);
  return (
    <>
      <ShortRate layer={layer} which={0} />
      <ShortRate layer={layer} which={1} />
      <dl
        className={isSilent ? 'gdv-rates gdv-rates--silent' : 'gdv-rates'}
        ref={attachGroup}
        hidden={wasEmpty}
      >
        {RATE_NAMES.map((name) => (
          <RateRow key={name} layer={layer} name={name} />
        ))}
      </dl>
    </>
  );
}

function ShortRate({ layer, which }: { readonly layer: RateLayer; readonly which: 0 | 1 }) {
  const [text] = useState(() => layer.shortTexts[which]);
  const attach = useCallback((short: HTMLSpanElement) => layer.attachShort(which, short), [layer, which]);
  return (
    <span className="gdv-rate-short" aria-hidden="true" dir="auto" ref={attach}>
      {text}
    </span>
  );
}

/** React renders the texts once, then the layer writes them. */
function RateRow({ layer, name }: { readonly layer: RateLayer; readonly name: RateName }) {
  const [line] = useState(() => layer.lineOf(name));
  const attach = useCallback((row: HTMLDivElement) => layer.attach(name, row), [layer, name]);
  return (
    <div className={`gdv-rate gdv-rate--${name}`} ref={attach} hidden={line === null}>
      <dt dir="auto">{line?.term}</dt>
      <dd dir="auto">{line?.value}</dd>
    </div>
  );
}

function useRateLayer({ getState, subscribe }: Changing<Rates>): RateLayer {
  const wording = useWording();
  const layer = useMemo(() => new RateLayer(getState, wording), [getState, wording]);
  // After each render, since the layer may be another.
  useLayoutEffect(() => layer.write());
  useLayoutEffect(() => {
    const ends = [subscribe(layer.write), layer.writer.watchSelection()];
    return () => ends.forEach((end) => end());
  }, [layer, subscribe]);
  return layer;
}
