// Controls, formats (bidi, zero width, tags), separators of lines, odd spaces, lone surrogates,
// private use, and letters that are drawn as nothing.
const HIDDEN = String.raw`[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Z}\p{Default_Ignorable_Code_Point}]`;
const INVISIBLE = new RegExp(`(?! )${HIDDEN}`, 'gu');

/** For one line of a terminal: whatever is hidden, moves, paints or reverses as `\u{202e}`. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (found) => `\\u{${found.codePointAt(0)?.toString(16)}}`);
}

/** The same for a text of several lines, the others set in under the first. */
export function visibleLines(text: string, indent = '  '): string {
  return text.split('\n').map(visible).join(`\n${indent}`);
}

// GitHub's runner obeys `::` after any space at the beginning of a line, and older ones `##[`
// anywhere; Azure's agent `##vso[` anywhere, TeamCity `##teamcity[`:
// https://github.com/actions/runner, ActionCommand.cs; https://aka.ms/vsologgingcommand
// A colon is looked for first: looking back from every space of many would take their square.
const SPACE = String.raw`(?:[^\S\n]|\u001b\[[\d;]*m)*`;
const COMMAND = String.raw`:(?=:)(?<=^${SPACE}:)|#(?=#\w*\[)`;

const KEPT = {
  nothing: '(?!)',
  tabs: String.raw`\t`,
  colors: String.raw`\u001b\[(?:1|2|22|31|32|33|39)m`,
  display: String.raw`\u001b(?:\[[\d;?]*[A-HJKfhlmsu]|[78c])|[\r\t]`,
} as const;

/** Nothing, tabs, our colours, or what Jest's display is made of. */
export type Kept = keyof typeof KEPT;

const OBEYED = {
  nothing: obeyedBut(KEPT.nothing),
  tabs: obeyedBut(KEPT.tabs),
  colors: obeyedBut(KEPT.colors),
  display: obeyedBut(KEPT.display),
} as const;

function obeyedBut(kept: string): RegExp {
  return new RegExp(`(${kept})|(?![ \\n])${HIDDEN}|${COMMAND}`, 'gmu');
}

/** What a terminal or a CI system would obey, or nobody sees, as JSON: `\u001b`, `\u0023#vso[`. */
export function inert(text: string, kept: Kept = 'nothing'): string {
  return text.replace(OBEYED[kept], (found, sequence: string | undefined) =>
    sequence === undefined ? found.split('').map(escapeUnit).join('') : found,
  );
}

/** A UTF-16 code unit as JSON can write it: `\\u001b`. */
export function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
