/**
 * Why the broker did not start or stop, as one sentence for the user. Called by serve.ts.
 */
export function errorSentence(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error);
  return text.replace(/\s*[\r\n]+\s*/g, ' ').trim();
}
