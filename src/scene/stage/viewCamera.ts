import { blendPoses, isSamePose, type CameraPose } from '../../view/cameraPose.js';
import { CAMERA_POSITION, CAMERA_TARGET } from './camera.js';
import { moveAtOnce, type OrbitControls } from './cameraKeys.js';

const OPENING: CameraPose = { position: CAMERA_POSITION, target: CAMERA_TARGET };

/** A move under way. */
interface Move {
  readonly from: CameraPose;
  readonly to: CameraPose;
  readonly durationMs: number;
  /** Null before its first frame: the time before that was rest. */
  passedMs: number | null;
}

/**
 * A view's camera, whatever canvas draws it: where it stands, who moves it, and who is asked. A camera that the host
 * controls stays where the host has it, as a controlled input keeps its value.
 */
export class ViewCamera {
  private onMove: ((pose: CameraPose) => void) | null = null;
  private controls: OrbitControls | null = null;
  private invalidate: () => void = () => undefined;
  private move: Move | null = null;
  private pose: CameraPose;
  /** Poses that the host received and has not answered. */
  private unanswered: CameraPose[] = [];
  private isPlacing = false;

  /** @param first - the view to begin with, and to come back to */
  constructor(private readonly first: CameraPose = OPENING) {
    this.pose = first;
  }

  get current(): CameraPose {
    return this.pose;
  }

  /** Takes a canvas's controls, and puts their camera where the view's stands. @returns ends it */
  attach(controls: OrbitControls, invalidate: () => void): () => void {
    this.controls = controls;
    this.invalidate = invalidate;
    // The view to come back to; as they were made the controls looked elsewhere.
    controls.position0.set(...this.first.position);
    controls.target0.set(...this.first.target);
    if (!isSamePose(readPose(controls), this.pose)) this.place(this.pose);
    return () => {
      if (this.controls === controls) this.controls = null;
    };
  }

  /** @param onMove - called with every pose that the viewer, or {@link goTo}, brings @returns ends it */
  listen(onMove: (pose: CameraPose) => void): () => void {
    this.onMove = onMove;
    return () => {
      if (this.onMove === onMove) this.onMove = null;
    };
  }

  /** Called by the controls with every move of theirs. */
  readonly follow = (): void => {
    if (this.controls === null || this.isPlacing) return;
    const pose = readPose(this.controls);
    if (isSamePose(pose, this.pose)) return;
    this.pose = pose;
    if (this.onMove === null) return;
    this.unanswered.push(pose);
    this.onMove(pose);
  };

  /** The viewer's hand goes before a move that is under way. */
  readonly stop = (): void => {
    this.move = null;
  };

  /** Goes to a pose, at once or in so many milliseconds. */
  goTo(pose: CameraPose, durationMs = 0): void {
    if (durationMs > 0 && this.controls !== null) {
      this.move = { from: this.pose, to: pose, durationMs, passedMs: null };
      this.invalidate();
      return;
    }
    this.move = null;
    this.take(pose);
  }

  /** Goes back to the first view. */
  fit(durationMs = 0): void {
    this.goTo(this.first, durationMs);
  }

  /**
   * What the host has the camera at, after each of its renders. A pose that it received here is an answer, and later ones
   * may be on their way; any other is where the camera goes.
   */
  control(pose: CameraPose): void {
    const answered = this.unanswered.findIndex((sent) => isSamePose(sent, pose));
    this.unanswered = answered < 0 ? [] : this.unanswered.slice(answered + 1);
    if (this.unanswered.length > 0 || isSamePose(pose, this.pose)) return;
    this.move = null;
    this.place(pose);
  }

  /** Makes the next frame of a move. @param dtS - seconds since the last frame */
  advance(dtS: number): void {
    const { move } = this;
    if (move === null) return;
    move.passedMs = move.passedMs === null ? 0 : Math.min(move.passedMs + 1000 * dtS, move.durationMs);
    const share = move.passedMs / move.durationMs;
    if (share === 1) this.move = null;
    // Slow at both ends.
    this.take(blendPoses(move.from, move.to, share * share * (3 - 2 * share)));
    if (this.move !== null) this.invalidate();
  }

  /** Goes there, and says so. */
  private take(pose: CameraPose): void {
    if (isSamePose(pose, this.pose)) return;
    this.place(pose);
    if (this.onMove === null) return;
    this.unanswered.push(this.pose);
    this.onMove(this.pose);
  }

  /** Puts the camera there; the controls may keep it within their bounds. */
  private place(pose: CameraPose): void {
    this.pose = pose;
    const { controls } = this;
    if (controls === null) return;
    this.isPlacing = true;
    moveAtOnce(controls, () => {
      controls.object.position.set(...pose.position);
      controls.target.set(...pose.target);
      controls.update();
    });
    this.isPlacing = false;
    this.invalidate();
  }
}

function readPose({ object, target }: OrbitControls): CameraPose {
  return { position: object.position.toArray(), target: target.toArray() };
}
