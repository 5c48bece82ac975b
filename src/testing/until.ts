// Waiting for a condition instead of sleeping.

export interface UntilOptions {
  /** Of the machine's time; 10 seconds unless given. */
  readonly timeoutMs?: number;
  /** What is waited for, for the message of the failure. */
  readonly what?: string;
}

const TIMEOUT_MS = 10_000;
const POLL_MS = 5;

/**
 * Resolves with what the condition gives as soon as that is neither undefined, null nor false and it does not throw.
 * Rejects after the time-out with the last reason and what `describe` says.
 */
export async function until<T>(
  condition: () => T | Promise<T>,
  { timeoutMs = TIMEOUT_MS, what = 'the condition' }: UntilOptions,
  describe: () => Promise<string>,
): Promise<NonNullable<Exclude<T, false>>> {
  const deadlineMs = Date.now() + timeoutMs;
  for (;;) {
    let reason = '';
    try {
      const value = await condition();
      if (value !== undefined && value !== null && value !== false) return value as NonNullable<Exclude<T, false>>;
    } catch (error) {
      reason = `; it threw: ${textOf(error)}`;
    }
    if (Date.now() >= deadlineMs) {
      const held = await describe().catch((error: unknown) => `What the broker holds is not known: ${textOf(error)}`);
      throw new Error(`${what} has not come true within ${timeoutMs} ms${reason}\n${held}`);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
