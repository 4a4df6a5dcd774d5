/** The key of a run: by its project and its own id. The length makes it unambiguous, whatever the two hold. */
export function createRunKey(projectId: string, runId: string): string {
  return `${projectId.length}:${projectId}:${runId}`;
}
