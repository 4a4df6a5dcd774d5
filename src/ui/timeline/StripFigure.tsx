import { useCallback } from 'react';
import type { FigureName } from './stripFigures.js';
import type { TimelineStrip } from './timelineStrip.js';

interface FigureProps {
  readonly strip: TimelineStrip;
  readonly name: FigureName;
  readonly className: string;
}

/** A text that changes many times a second: the strip writes it. */
export function Figure({ strip, name, className }: FigureProps) {
  const attach = useCallback((element: HTMLElement) => strip.attachFigure(name, element), [strip, name]);
  return <span className={className} ref={attach} dir="auto" />;
}
