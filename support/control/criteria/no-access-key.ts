import { type AccessKey, formatInstant, type Root, type User } from '../../report';
import type { Finding } from '../finding';

/** Holds when there is no access key at all: an inactive one can be activated again. */
export function noAccessKey(identity: User | Root): Finding {
  const { label, accessKeys } = identity;
  const found =
    accessKeys.length === 0 ? 'no access key' : accessKeys.map(describeKey).join(' and ');
  return {
    passed: accessKeys.length === 0,
    measured: accessKeys.length,
    limit: 0,
    reason: `${label} has ${found}; none is allowed.`,
  };
}

function describeKey({ slot, active, lastRotated }: AccessKey): string {
  const created = lastRotated === undefined ? '' : ` created on ${formatInstant(lastRotated)}`;
  return `${active ? 'active' : 'inactive'} access key ${slot}${created}`;
}
