// Controls, formats (bidi, zero width, tags), separators of lines, odd spaces, lone surrogates,
// private use, and letters that are drawn as nothing.
const HIDDEN = String.raw`[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Z}\p{Default_Ignorable_Code_Point}]`;
const INVISIBLE = new RegExp(`(?! )${HIDDEN}`, 'gu');

/**
 * Makes a text safe to show on one line of a terminal: what would move the cursor, change colours,
 * reverse the order of reading or not be seen is written as `\u{202e}`.
 */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (found) => `\\u{${found.codePointAt(0)?.toString(16)}}`);
}

/** Makes a text of several lines safe to show: each line visible, the others set in under the first. */
export function visibleLines(text: string): string {
  return text.split('\n').map(visible).join('\n  ');
}

// GitHub's runner obeys `::` after any space at the beginning of a line, and older ones `##[`
// anywhere; Azure's agent `##vso[` anywhere, TeamCity `##teamcity[`:
// https://github.com/actions/runner, ActionCommand.cs; https://aka.ms/vsologgingcommand
// A colon is looked for first: looking back from every space of many would take their square.
const SPACE = String.raw`(?:[^\S\n]|\u001b\[[\d;]*m)*`;
const COMMAND = String.raw`:(?=:)(?<=^${SPACE}:)|#(?=#\w*\[)`;

/** What may stand in a text: nothing, tabs, our colours, or what Jest's display is made of. */
const KEPT = {
  nothing: '(?!)',
  tabs: String.raw`\t`,
  colors: String.raw`\u001b\[(?:1|2|22|31|32|33|39)m`,
  display: String.raw`\u001b(?:\[[\d;?]*[A-HJKfhlmsu]|[78c])|[\r\t]`,
} as const;

/** What may pass besides what can be seen. */
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

/**
 * Takes out of a text whatever a terminal or a CI system would obey, and what cannot be seen: it is
 * written as JSON does, `\u001b`, `\u0023#vso[`. So JSON is the same value afterwards. Lines stay, and
 * what is inert already stays as it is.
 *
 * @param kept what may pass all the same, where the text holds colours of ours
 */
export function inert(text: string, kept: Kept = 'nothing'): string {
  return text.replace(OBEYED[kept], (found, sequence: string | undefined) =>
    sequence === undefined ? found.split('').map(asJson).join('') : found,
  );
}

function asJson(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
