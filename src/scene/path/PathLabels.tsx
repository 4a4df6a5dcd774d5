import { useThree } from '@react-three/fiber';
import { useEffect, useMemo } from 'react';
import { useGuardedFrame } from '../useGuardedFrame.js';
import type { DescentObjects } from './descentObjects.js';
import type { MarkLabels } from './markLabels.js';
import { PathLabelPlaces } from './pathLabelPlaces.js';

/** After the picture is drawn: its matrices are those of the frame. */
const AFTER_PICTURE = 2;

interface PathLabelsProps {
  readonly objects: DescentObjects;
  readonly labels: MarkLabels;
}

/** The labels of round steps, of the best point, and of the stem: placed in each frame in which something has moved. */
export function PathLabels({ objects, labels }: PathLabelsProps) {
  const get = useThree((state) => state.get);
  const places = useMemo(() => new PathLabelPlaces(objects, labels), [objects, labels]);
  useEffect(
    () =>
      labels.listen(() => {
        const { camera, size } = get();
        places.place(camera, size);
      }),
    [places, labels, get],
  );
  useEffect(() => () => labels.show(new Map()), [labels]);
  useGuardedFrame(({ camera, size }) => places.place(camera, size), AFTER_PICTURE);
  return null;
}
