'use strict';
// What reads a bundle uses of node:zlib: the same code, ported, so that it refuses the same.
const pako = require('pako');

const CHUNK = 1 << 22;

// With the header of gzip, and the largest window.
const GZIP = 31;

/** All members, up to zeros, as Node does; throws Error with the words of zlib. */
function gunzipSync(bytes, { maxOutputLength }) {
  const stream = new pako.ZStream();
  pako.zlibInflateInit2(stream, GZIP);
  Object.assign(stream, { input: bytes, next_in: 0, avail_in: bytes.length });
  const pieces = [];
  let total = 0;
  const keep = () => {
    const piece = stream.output.subarray(0, stream.next_out);
    total += piece.length;
    if (total > maxOutputLength) {
      throw new RangeError(`Cannot create a Buffer larger than ${maxOutputLength} bytes`);
    }
    pieces.push(piece);
  };
  for (;;) {
    if (stream.avail_out === 0) {
      if (stream.output) keep();
      Object.assign(stream, { output: new Uint8Array(CHUNK), next_out: 0, avail_out: CHUNK });
    }
    const status = pako.zlibInflate(stream, pako.Z_FINISH);
    if (status === pako.Z_STREAM_END) {
      if (stream.avail_in === 0 || bytes[stream.next_in] === 0) break;
      pako.zlibInflateReset(stream);
      continue;
    }
    const isFull = status === pako.Z_BUF_ERROR && stream.avail_out === 0;
    if (status === pako.Z_OK || isFull) continue;
    throw new Error(status === pako.Z_BUF_ERROR ? 'unexpected end of file' : stream.msg);
  }
  keep();
  return { buffer: Buffer.concat(pieces), engine: { bytesWritten: stream.next_in } };
}

exports.gunzipSync = gunzipSync;
