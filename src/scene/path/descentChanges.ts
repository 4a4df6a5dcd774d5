/** What of a descent has changed since a picture was drawn of it. */
export class DescentChanges {
  /** The least vertex that has changed; Infinity where none has. */
  firstVertex = Infinity;
  /** Whether marks or newest segments have moved. */
  hasMoved = true;
  /** Whether the whole line has to be drawn again. */
  isRestyled = true;
  /** Whether marks that stay at their steps have changed. */
  isRemarked = false;
  /** Whether the picture as it was is to fade: the plane is new. */
  keepsFormer = false;
  /** Goes up when any mark has moved, come or gone; never forgotten. */
  markRevision = 0;

  noteVertices(from: number): void {
    this.firstVertex = Math.min(this.firstVertex, from);
  }

  /** Notes that the marker, or what is beside it, is another. */
  noteMarker(): void {
    this.hasMoved = true;
    this.markRevision++;
  }

  /** Notes that a mark which stays at its step is another. */
  noteMarks(): void {
    this.isRemarked = true;
    this.markRevision++;
  }

  forget(): void {
    this.firstVertex = Infinity;
    this.hasMoved = false;
    this.isRemarked = false;
    this.isRestyled = false;
    this.keepsFormer = false;
  }
}
