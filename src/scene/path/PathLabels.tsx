import { useThree } from '@react-three/fiber';
import { useEffect, useMemo, useRef } from 'react';
import type { MarkWords } from '../../view/marks/markWords.js';
import { useGuardedFrame } from '../useGuardedFrame.js';
import type { DescentObjects } from './descentObjects.js';
import type { MarkLabels } from './markLabels.js';
import { PathLabelPlaces } from './pathLabelPlaces.js';

/** After the picture is drawn: its matrices are those of the frame. */
const AFTER_PICTURE = 2;

interface PathLabelsProps {
  readonly objects: DescentObjects;
  readonly labels: MarkLabels;
  readonly words: MarkWords;
}

/** The labels of round steps, of the best point, and of the stem: placed in each frame in which something has moved. */
export function PathLabels({ objects, labels, words }: PathLabelsProps) {
  const invalidate = useThree((state) => state.invalidate);
  const places = useMemo(() => new PathLabelPlaces(objects, labels, words), [objects, labels, words]);
  const shown = useRef(places);
  useEffect(() => {
    shown.current = places;
    invalidate();
    return () => labels.show(new Map());
  }, [places, labels, invalidate]);
  useGuardedFrame(({ camera, size }) => shown.current.place(camera, size), AFTER_PICTURE);
  return null;
}
