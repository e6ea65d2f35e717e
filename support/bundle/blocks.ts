/** Bytes or a text, whole or in pieces. */
export type Content = Uint8Array | string | Iterable<string | Uint8Array>;

const BLOCK = 1 << 14;

// UTF-8 takes three bytes at most for each UTF-16 code unit.
const BYTES = 3;

/** The bytes in UTF-8, block by block; each is overwritten by the next. */
export function* inBlocks(content: Content): Iterable<Uint8Array> {
  if (content instanceof Uint8Array || typeof content === 'string') {
    yield Buffer.from(content);
    return;
  }
  const encoder = new TextEncoder();
  let buffer = Buffer.alloc(BLOCK * BYTES * 2);
  let block = '';
  const encoded = () => {
    if (block.length * BYTES > buffer.length) buffer = Buffer.alloc(block.length * BYTES * 2);
    const { written } = encoder.encodeInto(block, buffer);
    block = '';
    return buffer.subarray(0, written);
  };
  for (const piece of content) {
    if (piece instanceof Uint8Array) {
      if (block !== '') yield encoded();
      yield piece;
      continue;
    }
    block += piece;
    // A block that ended within a surrogate pair would lose the character.
    if (block.length >= BLOCK && !endsWithin(block)) yield encoded();
  }
  yield encoded();
}

function endsWithin(text: string): boolean {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff;
}
