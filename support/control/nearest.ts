import { closest, distance } from 'fastest-levenshtein';

/** For an unknown word: ` Did you mean "root-mfa"? Known: access-key-rotation, root-mfa.` */
export function hint(word: string, known: readonly string[]): string {
  const best = known.length > 0 ? closest(word, known) : undefined;
  const near = best !== undefined && distance(word, best) <= Math.max(2, word.length / 3);
  return `${near ? ` Did you mean "${best}"?` : ''} Known: ${known.join(', ') || 'none'}.`;
}
