/**
 * How long a piece of work keeps this process busy, in milliseconds: whatever else the machine does is not counted, so
 * that a limit distinguishes linear work from quadratic on a busy machine as on a quiet one.
 */
export function measureCpuMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
