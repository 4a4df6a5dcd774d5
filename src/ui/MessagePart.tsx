import { Message } from './Message.js';
import { Part } from './Part.js';
import { PictureMessage } from './PictureMessage.js';
import type { GradientDescentVizSlots, MessageSlotProps } from './slots.js';
import { useWording } from './wordingContext.js';

export interface MessagePartProps {
  readonly reason: MessageSlotProps['reason'];
  readonly slot: GradientDescentVizSlots['message'];
  /** Draws with a new canvas. */
  readonly onDrawAgain: () => void;
}

/** That a run is awaited, or why there is no picture. */
export function MessagePart({ reason, slot, onDrawAgain }: MessagePartProps) {
  const { status, picture } = useWording().labels;
  const isWaiting = reason === 'waiting';
  const text = isWaiting ? status.awaitsRun : picture[reason];
  const drawAgain = reason === 'lost' || reason === 'failed' ? onDrawAgain : null;
  return (
    <Part name="message" slot={slot} props={{ reason, text, drawAgain }}>
      {isWaiting ? <Message text={text} /> : <PictureMessage reason={reason} onDrawAgain={onDrawAgain} />}
    </Part>
  );
}
