// `millrace check DIRECTORY`: prints what a start there would find and do. Called by cli.ts.

/** Resolves with the exit code: 0 where the directory can be taken over as it is, else 1. */
export async function runCheck(directory: string, writeOut: (text: string) => void): Promise<number> {
  // Loaded here: printing help must not load the addon.
  const { checkDirectory } = await import('../check/check-directory.ts');
  const { reportOf } = await import('../check/report.ts');
  const { text, isReady } = reportOf(await checkDirectory(directory));
  writeOut(text);
  return isReady ? 0 : 1;
}
