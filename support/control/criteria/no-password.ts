import type { User } from '../../report';
import type { Finding } from '../finding';

/** Holds when the user has no console password. */
export function noPassword({ label, password }: User): Finding {
  return {
    passed: password === undefined,
    measured: password !== undefined,
    limit: false,
    reason: `${label} has ${password ? 'a' : 'no'} console password; none is allowed.`,
  };
}
