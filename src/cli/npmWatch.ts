/** What can be found out about the processes that started this one. */
export interface ProcessTree {
  /** The id of the process that started this one; of another, 1 mostly, once that has ended. */
  readonly readParent: () => number;
  /** Name and parent of any process; null where it has ended, or where this system does not say. */
  readonly readProcess: (id: number) => { readonly name: string; readonly parent: number } | null;
}

/** `sh`, `/bin/bash`, `-zsh`: what npm starts a command by. */
const SHELL = /^(?:.*\/)?-?(?:[a-z]*sh|busybox)$/;

/**
 * Watches the npm (npx, `npm run`, pnpm, yarn) that started this process. It hands a command to a shell, and when npm is
 * killed neither of them is notified: npm passes SIGTERM to the shell alone, and nothing else to anybody.
 *
 * Who else starts a command is not watched: a shell, `nohup`, systemd, a container's first process or a test either sends
 * the signal to this process itself or wants it to outlive them. Nor is standard input, whose end means nothing there: it
 * is often closed from the start.
 * @param env - of this process
 * @returns whether npm, or the shell between, has ended since; null where there is nothing to watch
 */
export function createNpmWatch(
  env: Readonly<Record<string, string | undefined>>,
  { readParent, readProcess }: ProcessTree,
): (() => boolean) | null {
  if (env['npm_config_user_agent'] === undefined) return null;
  const parent = readParent();
  const shell = readProcess(parent);
  // Where the shell gave its process to the command, npm is the parent. What started npm is not watched.
  const npm = shell !== null && SHELL.test(shell.name) ? shell.parent : null;
  // A process that has ended and that nobody has waited for still has its id: it is its children that have a new parent.
  return () => readParent() !== parent || (npm !== null && (readProcess(parent)?.parent ?? npm) !== npm);
}
