type Named = 'x' | 'y' | 'loss' | 'residual';

/** A message as it is sent, and what is to be read of it. */
export interface MessageCase {
  readonly rule: string;
  readonly what: string;
  /** The fields beside `run_id`: JSON, also such as `JSON.stringify` would not write (1e999, `__proto__`). */
  readonly payload: string;
  readonly name?: string;
  /** The points that are read, null for one that cannot be used. */
  readonly points?: readonly (Partial<Record<Named, number>> | null)[];
  /** Other fields of the event that is read. */
  readonly fields?: object;
  readonly rejectedPoints?: number;
  readonly codes?: readonly string[];
}

/** The text of a case's message. */
export function textOf({ name = 'GD_PATH_UPDATE', payload }: Pick<MessageCase, 'name' | 'payload'>): string {
  const event = `{"name":"${name}","payload":{"run_id":"r",${payload}}}`;
  return `{"v":1,"type":"EVENT","project_id":"p","seq":7,"ts":1790000000000,"event":${event}}`;
}
