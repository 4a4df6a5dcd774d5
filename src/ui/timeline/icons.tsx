/** Shapes of the timeline's buttons, in a square of 16. */
const SHAPES = {
  play: 'M4.5 2.8v10.4a.6.6 0 0 0 .9.5l8.4-5.2a.6.6 0 0 0 0-1L5.4 2.3a.6.6 0 0 0-.9.5z',
  pause: 'M4 2.5h2.6v11H4zM9.4 2.5H12v11H9.4z',
  stepBack: 'M3.2 3h2v10h-2zM13 3.4v9.2a.5.5 0 0 1-.8.4L6.4 8.4a.5.5 0 0 1 0-.8L12.2 3a.5.5 0 0 1 .8.4z',
  stepForth: 'M10.8 3h2v10h-2zM3 3.4v9.2a.5.5 0 0 0 .8.4l5.8-4.6a.5.5 0 0 0 0-.8L3.8 3a.5.5 0 0 0-.8.4z',
  loop: 'M4.5 4.2h5.7V2.3L14 5.2l-3.8 2.9V6.2H5.2A1.7 1.7 0 0 0 3.5 8H1.6a3.7 3.7 0 0 1 2.9-3.8zM11.5 11.8H5.8v1.9L2 10.8l3.8-2.9v1.9h5A1.7 1.7 0 0 0 12.500 8h1.9a3.700 3.700 0 0 1-2.9 3.800z',
  zoomIn: 'M7.100 2.500h1.800v4.600h4.600v1.800H8.900v4.600H7.100V8.900H2.500V7.100h4.600z',
  zoomOut: 'M2.500 7.100h11v1.800h-11z',
  zoomAll:
    'M2 3h1.700v10H2zM12.300 3H14v10h-1.700zM4.700 8l2.600-2.600v1.800h1.400V5.400L11.300 8l-2.600 2.600V8.800H7.300v1.800z',
  more: 'M3.400 6.600a1.400 1.400 0 1 1 0 2.800 1.400 1.400 0 0 1 0-2.800zM8 6.600a1.400 1.400 0 1 1 0 2.800 1.400 1.400 0 0 1 0-2.800zM12.600 6.600a1.400 1.400 0 1 1 0 2.800 1.400 1.400 0 0 1 0-2.800z',
} as const;

export type IconName = keyof typeof SHAPES;

/** A shape of a button; its name is the button's. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="gdv-icon" viewBox="0 0 16 16" width="14" height="14" aria-hidden focusable="false">
      <path d={SHAPES[name]} />
    </svg>
  );
}
