import { readFileSync } from 'node:fs';
import { ConfigurationError } from '../control';

/**
 * Reads the private key that IAMSPEC_SIGN names.
 *
 * @returns PEM, or undefined where nothing is to be signed
 * @throws ConfigurationError where it cannot be read
 */
export function readKey(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError([`IAMSPEC_SIGN is "${path}", which cannot be read: ${why}.`]);
  }
}

/**
 * Tries the key that IAMSPEC_SIGN names, before the run: afterwards there would be no evidence.
 *
 * @throws ConfigurationError where it cannot sign
 */
export function checkKey(path: string | undefined): void {
  const key = readKey(path);
  if (key === undefined) return;
  const { sign }: typeof import('../bundle') = require('../bundle');
  try {
    sign('', key);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError([`IAMSPEC_SIGN is "${path}": ${why}`]);
  }
}
