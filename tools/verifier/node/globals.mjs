// What the writers of evidence use of Node's globals, for a page.
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';

const encoder = new TextEncoder();

/** The part of Node's Buffer that they use. */
export class Buffer extends Uint8Array {
  /** @param {string | ArrayBuffer | ArrayLike<number>} value @param {string} [encoding] utf8 or hex */
  static from(value, encoding = 'utf8') {
    if (typeof value === 'string') return view(encoded(value, encoding));
    return value instanceof ArrayBuffer ? new Buffer(value) : view(Uint8Array.from(value));
  }

  static alloc(size) {
    return new Buffer(size);
  }

  static allocUnsafe(size) {
    return new Buffer(size);
  }

  static concat(list) {
    const whole = new Buffer(list.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const piece of list) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }

  static byteLength(text) {
    return encoder.encode(text).length;
  }

  static compare(one, other) {
    const at = one.findIndex((byte, place) => byte !== other[place]);
    if (at === -1) return one.length - other.length;
    return at >= other.length ? 1 : one[at] - other[at];
  }

  static isBuffer(value) {
    return value instanceof Buffer;
  }

  toString(encoding = 'utf8', start = 0, end = this.length) {
    const bytes = this.subarray(start, end);
    if (encoding === 'hex') return bytesToHex(bytes);
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  }
}

function view({ buffer, byteOffset, byteLength }) {
  return new Buffer(buffer, byteOffset, byteLength);
}

function encoded(text, encoding) {
  if (encoding === 'hex') return hexToBytes(text);
  if (encoding !== 'utf8') throw new Error(`a page has no ${encoding}`);
  return encoder.encode(text);
}

/** A process that stands nowhere and was told nothing. */
export const process = {
  cwd: () => '/',
  env: {},
  nextTick: queueMicrotask.bind(globalThis),
  platform: 'browser',
  version: '',
};
