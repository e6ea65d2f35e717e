// Controls, formats (bidi, zero width, tags), separators, odd spaces, lone surrogates, private use,
// and letters that are drawn as nothing.
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Z}\p{Default_Ignorable_Code_Point}]/gu;
// Looking through whole pages for HIDDEN itself takes ten times as long.
const UNCOMMON = /[^\n\t\x20-\x7e]+/gu;

/** What nobody sees as `\u{202e}`: a name could reorder its line, or pass for another. */
export function visible(text: string): string {
  return text.replace(UNCOMMON, (run) =>
    run.replace(HIDDEN, (found) => `\\u{${found.codePointAt(0)?.toString(16)}}`),
  );
}
