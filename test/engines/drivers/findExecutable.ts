import { ENGINES, type OtherEngine } from '../findEngine.mjs';

/**
 * The executable of an engine, as test/engines/run.mjs has found or installed it.
 * @throws Error if it is not here
 */
export function findExecutable(name: OtherEngine): string {
  const { title, variable } = ENGINES[name];
  const file = process.env[variable];
  if (file === undefined || file === '') throw new Error(`${title} is not here: ${variable} names nothing`);
  return file;
}
