/** Props of {@link SpeedChoice}. */
export interface SpeedChoiceProps {
  /** Multiple of the recorded pace; 0 is all at once. */
  readonly speed: number;
  readonly onChoose: (speed: number) => void;
}

const AT_ONCE = 0;
const PACES: readonly number[] = [0.5, 1, 4, 20];

/** The choice of a playing speed. */
export function SpeedChoice({ speed, onChoose }: SpeedChoiceProps) {
  // A speed from the page's address or the server is added to the list.
  const paces = speed === AT_ONCE || PACES.includes(speed) ? PACES : [...PACES, speed].sort((a, b) => a - b);
  return (
    <fieldset className="segments">
      <legend className="visually-hidden">Speed</legend>
      {[...paces, AT_ONCE].map((pace) => (
        <label key={pace} className="segment">
          <input type="radio" name="speed" checked={pace === speed} onChange={() => onChoose(pace)} />
          <span>{formatSpeed(pace)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function formatSpeed(speed: number): string {
  if (speed === AT_ONCE) return 'At once';
  return speed === 0.5 ? '½×' : `${speed}×`;
}
