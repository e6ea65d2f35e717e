import { gunzipSync, gzipSync } from 'node:zlib';

const PIECE = 1 << 20;

/**
 * Pieces of a text as gzip: one member after the other, so that the whole is never held; every reader takes
 * that for one file. https://www.rfc-editor.org/rfc/rfc1952#section-2.2
 */
export function* gzipped(pieces: Iterable<string>): Generator<Uint8Array> {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length < PIECE) continue;
    yield member(text);
    text = '';
  }
  yield member(text);
}

// The fastest: it is a twelfth of the text, where the best would be a twentieth for five times the time.
function member(text: string): Uint8Array {
  return gzipSync(text, { level: 1 });
}

// What a text can hold in memory; a few kilobytes can unpack to any size.
const MOST = 2 ** 29 - 25;

/** The bytes that were zipped; throws Error where they are no gzip, or too many. */
export function unzipped(bytes: Uint8Array): Buffer {
  return gunzipSync(bytes, { maxOutputLength: MOST });
}
