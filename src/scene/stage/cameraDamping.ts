/** What three's controls take of a movement in each frame, which is meant for 60 frames a second. */
const DAMPING = 0.05;
const FRAMES_A_SECOND = 60;
/** The first frame of a movement comes after a pause. */
const LONGEST_S = 0.1;

/**
 * What the controls take of a movement in a frame, so that the inertia of a hand lasts as long at any rate: where a
 * machine draws ten frames a second it would go on for eight seconds, each frame of them whole.
 * @param frameS - seconds since the frame before
 */
export function computeDamping(frameS: number): number {
  return 1 - (1 - DAMPING) ** (Math.min(frameS, LONGEST_S) * FRAMES_A_SECOND);
}
