/** The key of a run: by its project and its own id. The length makes it unambiguous, whatever the two hold. */
export function createRunKey(projectId: string, runId: string): string {
  return `${projectId.length}:${projectId}:${runId}`;
}

/** The run's own id, of its key. */
export function readRunId(key: string): string {
  const colon = key.indexOf(':');
  return key.slice(colon + 1 + Number(key.slice(0, colon)) + 1);
}
