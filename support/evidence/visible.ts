// Controls, formats (bidi, zero width, tags), separators of lines, odd spaces, lone surrogates,
// private use, and letters that are drawn as nothing.
const INVISIBLE = /(?! )[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Z}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * Makes a text safe to show on one line of a terminal: what would move the cursor, change colours,
 * reverse the order of reading or not be seen is written as `\u{202e}`.
 */
export function visible(text: string): string {
  return text.replace(INVISIBLE, escaped);
}

/**
 * Makes a text of several lines safe to show: each line visible, the others set in under the first,
 * and nothing that a CI system would take for a command.
 */
export function visibleLines(text: string): string {
  return inert(text.split('\n').map(visible).join('\n  '));
}

// GitHub's runner obeys `::` after any space at the beginning of a line, and, as others do, `##[` or
// `##vso[` anywhere in it: https://github.com/actions/runner, ActionCommand.cs
// What stands before a colon is looked at where there is one: anywhere else it would be for nothing.
const COMMAND = /:(?<=^[^\S\n]*:)(?=:)|#(?=#\w*\[)/gm;

/** Takes what a CI system would obey in a log out of a text: it is shown as `\u{3a}:`. */
export function inert(text: string): string {
  return text.replace(COMMAND, escaped);
}

function escaped(found: string): string {
  return `\\u{${found.codePointAt(0)?.toString(16)}}`;
}
