/** Share of a movement that three's controls make in each frame; meant for 60 frames a second. */
const DAMPING = 0.05;
const FRAMES_A_SECOND = 60;
/** The time before a frame counts as at most this, since the first frame of a movement comes after a pause. */
const LONGEST_S = 0.1;

/**
 * Share of a movement that the controls make in a frame, so that its inertia lasts as long at any frame rate: with three's
 * constant it would last eight seconds at ten frames a second.
 * @param frameS - seconds since the frame before
 */
export function computeDamping(frameS: number): number {
  return 1 - (1 - DAMPING) ** (Math.min(frameS, LONGEST_S) * FRAMES_A_SECOND);
}
