import { copyText } from '../protocol/boundText.js';
import type { ReceivedEvent } from '../protocol/envelope.js';
import type { ResumePosition } from './runsState.js';

/** Positions kept, one a project. The project that was silent longest loses its own, and is then resumed from the start. */
const MAX_PROJECTS = 64;

/** Where the stream of each project may be resumed: `seq` counts a project's events, and of those alone. */
export class ResumePositions {
  /** By project; the one whose event came last stands last. */
  readonly byProject = new Map<string, ResumePosition>();
  /** The project whose event came last, of those whose events name their process's epoch. */
  private lastProjectId: string | null = null;
  private readonly tsMs = new Map<string, number>();
  /** The project of the first event, with an epoch or without, and whether there are events of another. */
  private firstProjectId: string | null = null;
  private hasSeveral = false;

  /** The position of a stream of one project; null where there is none, or where events of several projects came. */
  get only(): ResumePosition | null {
    if (this.lastProjectId === null || this.hasSeveral) return null;
    return this.byProject.get(this.lastProjectId) ?? null;
  }

  /** Runs for every event. */
  note({ projectId, epoch, order: { seq, tsMs } }: ReceivedEvent): void {
    // A string that is a slice of a message keeps all of it in memory.
    this.firstProjectId ??= copyText(projectId);
    this.hasSeveral ||= projectId !== this.firstProjectId;
    if (epoch === null || seq < 0) return;
    const held = this.byProject.get(projectId);
    // Another epoch is another process, whose counter begins anew. A replay of older events does not move the position back.
    const isLater = held?.epoch === epoch ? seq > held.seq : tsMs >= (this.tsMs.get(projectId) ?? -1);
    if (!isLater) return;
    const project = this.lastProjectId === projectId ? this.lastProjectId : copyText(projectId);
    if (project !== this.lastProjectId) this.byProject.delete(project);
    this.lastProjectId = project;
    this.byProject.set(project, { epoch: held?.epoch === epoch ? held.epoch : copyText(epoch), seq });
    this.tsMs.set(project, tsMs);
    if (this.byProject.size > MAX_PROJECTS) this.forgetOldest();
  }

  private forgetOldest(): void {
    const [oldest] = this.byProject.keys();
    if (oldest === undefined) return;
    this.byProject.delete(oldest);
    this.tsMs.delete(oldest);
  }
}
