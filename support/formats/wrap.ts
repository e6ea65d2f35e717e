/** Each takes one column: ASCII, Latin letters, and the marks and dashes of our own texts. */
const NARROW = /^[\x20-\x7e\xa0-\u02ff\u2010-\u203f]*$/;

/** The columns that a text takes on a terminal; wide letters take two, colours none. */
export function widthOf(text: string): number {
  if (NARROW.test(text)) return text.length;
  // Loaded where it is needed: few accounts hold such a letter.
  const stringWidth: typeof import('string-width') = require('string-width');
  return stringWidth(text);
}

/** Breaks a text between words; one that is longer than a line stays whole, so that it can be copied. */
export function wrap(text: string, width: number): readonly string[] {
  return fill(text.split(' '), width, ' ');
}

/** Breaks a text between words, and longer words as `wrapName` does. */
export function wrapAnywhere(text: string, width: number): readonly string[] {
  const words = text
    .split(' ')
    .flatMap((word) => (widthOf(word) > width ? wrapName(word, width) : word));
  return fill(words, width, ' ');
}

/** Breaks a name after a hyphen or slash, and what is longer where the line ends. */
export function wrapName(name: string, width: number): readonly string[] {
  const parts = name.split(/(?<=[-/\s])/).flatMap((part) => pieces(part, width));
  return fill(parts, width, '');
}

function fill(parts: readonly string[], width: number, between: string): readonly string[] {
  if (widthOf(parts.join(between)) <= width) return [parts.join(between)];
  const lines: string[] = [];
  let line = '';
  for (const part of parts) {
    const longer = line === '' ? part : `${line}${between}${part}`;
    if (line !== '' && widthOf(longer.trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = part;
    } else {
      line = longer;
    }
  }
  return [...lines, line.trimEnd()];
}

function pieces(word: string, width: number): readonly string[] {
  if (widthOf(word) <= width) return [word];
  const found: string[] = [];
  let piece = '';
  for (const character of word) {
    if (piece !== '' && widthOf(piece + character) > width) {
      found.push(piece);
      piece = character;
    } else {
      piece += character;
    }
  }
  return [...found, piece];
}

/** A text behind a label, at most `width` columns wide: further lines stand under the first. */
export function hang(
  label: string,
  text: string,
  width: number,
  paint: (label: string) => string = (plain) => plain,
): string {
  const indent = ' '.repeat(widthOf(label));
  const [first = '', ...rest] = wrap(text, Math.max(width - indent.length, 1));
  return [`${paint(label)}${first}`, ...rest.map((line) => indent + line)].join('\n');
}

/**
 * Breaks a shell command before its options, where it is longer than a line, so that the lines can be
 * copied as they stand.
 */
export function commandLines(command: string, width: number): readonly string[] {
  const [first = '', ...rest] = command.split(/ (?=--)/);
  const lines: string[] = [];
  let line = first;
  for (const option of rest) {
    const longer = `${line} ${option}`;
    if (widthOf(longer) + CONTINUED.length <= width) {
      line = longer;
    } else {
      lines.push(line + CONTINUED);
      line = `  ${option}`;
    }
  }
  return [...lines, line];
}

const CONTINUED = ' \\';
