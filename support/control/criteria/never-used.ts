import { formatInstant, type Root, type User } from '../../report';
import type { Finding } from '../finding';
import { lastUse } from './last-use';

/** Holds when no credential was ever used: what a canary is for. */
export function neverUsed(identity: User | Root): Finding {
  const use = lastUse(identity);
  return {
    passed: use === undefined,
    measured: use?.what ?? 'never used',
    limit: 'never used',
    reason: use
      ? `${identity.label} was used on ${formatInstant(use.at)} with its ${use.what}; nobody may ever use it.`
      : `${identity.label} has no use on record; nobody may ever use it.`,
  };
}
