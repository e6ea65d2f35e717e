import { hash } from 'node:crypto';

/**
 * The UUID of a name in a namespace, which is a UUID too: the same for the same two. Version 5, of
 * SHA-1: https://www.rfc-editor.org/rfc/rfc9562#section-5.5
 */
export function uuidOf(namespace: string, name: string): string {
  const prefix = Buffer.from(namespace.replaceAll('-', ''), 'hex');
  const digest = hash('sha1', Buffer.concat([prefix, Buffer.from(name)]));
  const variant = ((Number.parseInt(digest.charAt(16), 16) & 3) | 8).toString(16);
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `5${digest.slice(13, 16)}`,
    `${variant}${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join('-');
}
