/** Lets what is under way in this process go on for some turns of its loop: what would happen next has happened then. */
export async function settle(turns = 10): Promise<void> {
  for (let i = 0; i < turns; i++) await new Promise((resolve) => setImmediate(resolve));
}
