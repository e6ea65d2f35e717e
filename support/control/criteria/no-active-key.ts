import type { User } from '../../report';
import type { Finding } from '../finding';

/** Holds when the user has no active access key. */
export function noActiveKey({ label, accessKeys }: User): Finding {
  const active = accessKeys.filter((key) => key.active).map(({ slot }) => `access key ${slot}`);
  return {
    passed: active.length === 0,
    measured: active.length,
    limit: 0,
    reason: `${label} has ${active.length === 0 ? 'no active access key' : `active ${active.join(' and ')}`}; none is allowed.`,
  };
}
