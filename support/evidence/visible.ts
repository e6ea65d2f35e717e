// Controls, formats (bidi, zero width, tags), separators of lines, odd spaces, lone surrogates,
// private use, and letters that are drawn as nothing.
const INVISIBLE = /(?! )[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Z}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * Makes a text safe to show on one line of a terminal: what would move the cursor, change colours,
 * reverse the order of reading or not be seen is written as `\u{202e}`.
 */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (found) => `\\u{${found.codePointAt(0)?.toString(16)}}`);
}
