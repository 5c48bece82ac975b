/**
 * Reads Java's .properties text (java.util.Properties.load): comments, continued lines, escapes, and `=`, `:` or
 * white space between name and value. Used for `--config FILE`.
 *
 * Invariant: any text is readable; only a \u escape without four hex digits is refused, as in Java.
 */
import { ConfigError } from './config-error.ts';

/** Later lines of the same name win, as in Java. */
export function parseProperties(text: string): Map<string, string> {
  const properties = new Map<string, string>();
  for (const line of logicalLines(text)) {
    const { nameEnd, valueStart } = split(line);
    properties.set(unescapeText(line.slice(0, nameEnd)), unescapeText(line.slice(valueStart)));
  }
  return properties;
}

/** Joins lines that end in an odd number of backslashes, drops blank lines and comments. */
function logicalLines(text: string): string[] {
  const lines: string[] = [];
  let open: string | null = null;
  for (const natural of text.split(/\r\n|\r|\n/)) {
    const line = natural.replace(/^[ \t\f]+/, '');
    if (open === null && (line === '' || line.startsWith('#') || line.startsWith('!'))) continue;
    const joined: string = (open ?? '') + line;
    if (endsInOddBackslashes(line)) {
      open = joined.slice(0, -1);
    } else {
      lines.push(joined);
      open = null;
    }
  }
  if (open !== null && open !== '') lines.push(open);
  return lines;
}

function endsInOddBackslashes(line: string): boolean {
  const tail = /\\*$/.exec(line)?.[0] ?? '';
  return tail.length % 2 === 1;
}

/** The name ends at the first unescaped separator; one `=` or `:` and the white space around it belong to neither. */
function split(line: string): { nameEnd: number; valueStart: number } {
  const nameEnd = /^(?:\\.|[^\\=: \t\f])*\\?/s.exec(line)?.[0].length ?? 0;
  const separator = /^[ \t\f]*[=:]?[ \t\f]*/.exec(line.slice(nameEnd))?.[0].length ?? 0;
  return { nameEnd, valueStart: nameEnd + separator };
}

const controlCharacters: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };

function unescapeText(text: string): string {
  return text.replace(/\\(u[0-9a-fA-F]{4}|[\s\S]|$)/g, (_, escaped: string) => {
    if (escaped.length === 5) return String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
    if (escaped === 'u') throw new ConfigError(`Malformed \\u escape in the properties text: ${text}`);
    return controlCharacters[escaped] ?? escaped;
  });
}
