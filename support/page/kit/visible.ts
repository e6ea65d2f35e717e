// Controls, formats (bidi, zero width, tags), separators, odd spaces, lone surrogates, private use,
// and letters that are drawn as nothing.
const HIDDEN = /(?![ \n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Z}\p{Default_Ignorable_Code_Point}]/gu;
const PLAIN = /^[\n\t\x20-\x7e]*$/;

/** What nobody sees as `\u{202e}`: a name could reorder its line, or pass for another. */
export function visible(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(HIDDEN, (found) => `\\u{${found.codePointAt(0)?.toString(16)}}`);
}
