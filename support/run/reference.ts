import { join, resolve } from 'node:path';
import { ConfigurationError, type Selection } from '../control';
import { controlKey, type EarlierRun } from '../result';
import type { Settings } from './settings';

/**
 * What IAMSPEC_SINCE names, without what later runs beside the evidence had mended. Throws ConfigurationError where
 * it cannot be compared with, or did not judge one of the controls.
 */
export function openReference(
  { since, reportsDir }: Settings,
  selected: readonly Selection[],
): EarlierRun | undefined {
  if (since === undefined) return undefined;
  const { readReference, sinceMended }: typeof import('../bundle') = require('../bundle');
  const named = readReference(since);
  const missing = selected.filter(({ profile, id }) => !named.limits.has(controlKey(profile, id)));
  if (missing.length > 0) refuse(since, missing);
  return sinceMended(join(resolve(reportsDir), named.account), named);
}

const SHOWN = 5;

function refuse(since: string, missing: readonly Selection[]): never {
  const names = missing.slice(0, SHOWN).map(({ profile, id }) => `${profile} › ${id}`);
  const more = missing.length > SHOWN ? ` and ${missing.length - SHOWN} more` : '';
  throw new ConfigurationError([
    `IAMSPEC_SINCE is ${JSON.stringify(since)}, with which nothing can be compared: its run did not judge ` +
      `${names.join(', ')}${more}. Name a run of the same profiles.`,
  ]);
}
