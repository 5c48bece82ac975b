// What a test mounts, for as long as it runs. Root can; everybody else, and many a container, is told why not.
import { execFileSync } from 'node:child_process';

export class Mounts {
  readonly #points: string[] = [];

  /** As arguments of `mount`, the folder last. Why nothing can be mounted here, if so. */
  add(...args: string[]): string | undefined {
    if (process.getuid?.() !== 0) return 'mounting needs root';
    try {
      execFileSync('mount', args, { stdio: 'pipe' });
    } catch (error) {
      return `mount ${args.join(' ')}: ${String(error).split('\n').slice(0, 2).join(' ')}`;
    }
    if (!args.some((arg) => arg.startsWith('remount'))) this.#points.push(args.at(-1) ?? '');
    return undefined;
  }

  removeLast(): void {
    const point = this.#points.pop();
    if (point !== undefined) execFileSync('umount', ['-l', point]);
  }

  close(): void {
    while (this.#points.length > 0) this.removeLast();
  }
}
