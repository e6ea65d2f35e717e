import { createHash } from 'node:crypto';

const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const DRAWN = 9;

/** An id of 20 signs as IAM makes them, that ends in EXAMPLE as those of its manual do: the same for the same words. */
export function exampleId(prefix: string, ...words: readonly string[]): string {
  const bytes = createHash('sha256').update(JSON.stringify(words)).digest().subarray(0, DRAWN);
  const drawn = Array.from(bytes, (byte) => SIGNS[byte % SIGNS.length]);
  return `${prefix}${drawn.join('')}EXAMPLE`;
}
