import { readFileSync } from 'node:fs';
import { ConfigurationError } from '../control';
import { messageOf } from '../report';

/** The PEM that IAMSPEC_SIGN names; throws ConfigurationError where it cannot be read. */
export function readKey(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new ConfigurationError([
      `IAMSPEC_SIGN is "${path}", which cannot be read: ${messageOf(error)}.`,
    ]);
  }
}

/** Before the run, since after it there would be no evidence; throws ConfigurationError. */
export function checkKey(path: string | undefined): void {
  const key = readKey(path);
  if (key === undefined) return;
  const { sign }: typeof import('../bundle') = require('../bundle');
  try {
    sign('', key);
  } catch (error) {
    throw new ConfigurationError([`IAMSPEC_SIGN is "${path}": ${messageOf(error)}`]);
  }
}
