/**
 * A text without the full stops and spaces that it ends in, so that it can be part of a sentence.
 * Looked at from its end: a search for what ends a text begins anew at each space within it.
 */
export function withoutStop(text: string): string {
  let end = text.length;
  while (end > 0 && /[.\s]/.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}
