import { createReadStream } from 'node:fs';
import { PutObjectCommand, type PutObjectCommandInput } from '@aws-sdk/client-s3';

// Streamed anew for each attempt, which the SDK does not do.
/** Uploads a file with its hash signed: S3 takes neither half a file nor another one. */
export function putCommand(
  input: PutObjectCommandInput,
  path: string,
  sha256: Buffer,
): PutObjectCommand {
  const command = new PutObjectCommand({ ...input, Body: Buffer.alloc(0) });
  const hash = { 'x-amz-content-sha256': sha256.toString('hex') };
  command.middlewareStack.add(
    (next) => (args) => {
      Object.assign(httpRequest(args.request).headers, hash);
      return next(args);
    },
    { step: 'build', name: 'signContent' },
  );
  command.middlewareStack.add(
    (next) => async (args) => {
      const body = createReadStream(path);
      const unreadable = new Promise<never>((_, reject) => body.once('error', reject));
      Object.assign(httpRequest(args.request), { body });
      try {
        return await Promise.race([next(args), unreadable]);
      } finally {
        body.destroy();
      }
    },
    { step: 'finalizeRequest', name: 'streamFile', priority: 'low' },
  );
  return command;
}

interface HttpRequest {
  readonly headers: Readonly<Record<string, string>>;
}

function httpRequest(request: unknown): HttpRequest {
  if (isHttpRequest(request)) return request;
  throw new TypeError('the SDK made no HTTP request');
}

function isHttpRequest(request: unknown): request is HttpRequest {
  return typeof request === 'object' && request !== null && 'headers' in request;
}
