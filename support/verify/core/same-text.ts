import type { Content } from '../../bundle';

// Lines are short, and each call costs more than what it does. In characters.
const BLOCK = 1 << 16;

/** Whether a content, written in UTF-8, reads as this text: to hash both would take longer than to write one. */
export function isSameText(content: Content, text: string): boolean {
  let [at, block] = [0, ''];
  const goesOn = () => {
    const written = block.toWellFormed();
    const next = text.slice(at, at + written.length);
    at += written.length;
    block = '';
    return next === written;
  };
  const isWhole = typeof content === 'string' || content instanceof Uint8Array;
  for (const piece of isWhole ? [content] : content) {
    block += typeof piece === 'string' ? piece : decoder.decode(piece);
    if (block.length > BLOCK && !endsWithin(block) && !goesOn()) return false;
  }
  return goesOn() && at === text.length;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

// Half of a pair would become U+FFFD.
function endsWithin(text: string): boolean {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff;
}
