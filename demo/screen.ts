// What the demo shows. On a terminal: lines that stay, and below them one block that is painted again as things move.
// Elsewhere (a pipe, a file, a dumb or very small terminal): only the lines that stay, and the block once, at the end.
// Colours only on a terminal, and not where NO_COLOR is set.
import { styleText } from 'node:util';

export interface ScreenStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

export type Style = 'bold' | 'dim' | 'green' | 'red' | 'cyan' | 'yellow';
export type Paint = (style: Style, text: string) => string;

/** The block is composed for this width, so that no line of it wraps. */
export const WIDTH = 80;
const HEIGHT_MIN = 24;
const REPAINT_MS = 100;
const [HIDE_CURSOR, SHOW_CURSOR, CLEAR_TO_LINE_END, CLEAR_BELOW] = ['\x1b[?25l', '\x1b[?25h', '\x1b[K', '\x1b[J'];

export class Screen {
  readonly paint: Paint;
  /** The block moves; otherwise it is shown once, as it is at the end. */
  readonly isLive: boolean;
  readonly #stream: ScreenStream;
  #block: (() => string[]) | undefined;
  /** Lines of the block that are on the terminal, right above the cursor. */
  #paintedLines = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(stream: ScreenStream, env: NodeJS.ProcessEnv) {
    const isTerminal = stream.isTTY === true && env.TERM !== 'dumb';
    const hasColour = isTerminal && (env.NO_COLOR ?? '') === '';
    this.#stream = stream;
    this.isLive = isTerminal && (stream.columns ?? 0) >= WIDTH && (stream.rows ?? 0) >= HEIGHT_MIN;
    this.paint = (style, text) => (hasColour ? styleText(style, text, { validateStream: false }) : text);
  }

  /** A line that stays. */
  line(text = ''): void {
    if (this.#block !== undefined && this.isLive) this.#repaint(this.#block, [text]);
    else this.#stream.write(`${text}\n`);
  }

  /** Shows the block from now on. */
  show(block: () => string[]): void {
    this.#block = block;
    if (!this.isLive) return;
    this.#stream.write(HIDE_CURSOR);
    this.#repaint(block);
    this.#timer = setInterval(() => this.#repaint(block), REPAINT_MS);
  }

  /** Leaves the block as it is now and gives the terminal back; may be called again. */
  finish(): void {
    const block = this.#block;
    if (block === undefined) return;
    clearInterval(this.#timer);
    this.#block = undefined;
    if (this.isLive) {
      this.#repaint(block);
      this.#stream.write(SHOW_CURSOR);
      this.#paintedLines = 0;
    } else {
      for (const line of block()) this.#stream.write(`${line}\n`);
    }
  }

  /** The block again, below `above`. One write, each line cleared behind its text: nothing flickers. */
  #repaint(block: () => string[], above: readonly string[] = []): void {
    const lines = block();
    const up = this.#paintedLines > 0 ? `\x1b[${this.#paintedLines}A` : '';
    const text = [...above, ...lines].map((line) => `${line}${CLEAR_TO_LINE_END}\n`).join('');
    this.#stream.write(`${up}\r${text}${CLEAR_BELOW}`);
    this.#paintedLines = lines.length;
  }
}
