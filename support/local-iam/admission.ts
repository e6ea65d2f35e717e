import type { IncomingMessage } from 'node:http';
import { IamError } from './errors';

/** Bytes; calls of AWS have hundreds. */
export const LONGEST_BODY = 64 * 1024;

// A web page whose name points at 127.0.0.1 (DNS rebinding) would read the answers, any other make calls.
/** Lets in an SDK or CLI, but no web page. Throws an IamError. */
export function admit({ headers, method }: IncomingMessage, port: number): void {
  const { host = '', origin } = headers;
  if (!isOwn(host.toLowerCase(), port)) {
    const message = `This endpoint is 127.0.0.1:${port}, and answers to no other name. Use http://127.0.0.1:${port}.`;
    throw new IamError('MisdirectedRequest', message, 421);
  }
  if (origin !== undefined) {
    throw new IamError('AccessDenied', 'This endpoint answers no web page, only SDKs and the CLI.');
  }
  if (method !== 'POST') {
    throw new IamError('MethodNotAllowed', 'This endpoint takes POST alone.', 405);
  }
}

function isOwn(host: string, port: number): boolean {
  return ['127.0.0.1', 'localhost'].some(
    (name) => host === `${name}:${port}` || (port === 80 && host === name),
  );
}

/** Reads a body. Throws an IamError where it is longer than `LONGEST_BODY`. */
export async function readBody(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  // Not destroyed, since the answer goes over the same connection.
  for await (const chunk of message.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > LONGEST_BODY) {
      const expected = `This endpoint takes a body of ${LONGEST_BODY} bytes at most.`;
      throw new IamError('RequestEntityTooLarge', expected, 413);
    }
  }
  return Buffer.concat(chunks).toString();
}
