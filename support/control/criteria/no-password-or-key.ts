import type { User } from '../../report';
import type { Finding } from '../finding';

/** Holds when the user has neither a console password nor an access key, not even an inactive one. */
export function noPasswordOrKey({ label, password, accessKeys }: User): Finding {
  const held = [
    ...(password ? ['a console password'] : []),
    ...accessKeys.map(({ slot, active }) => `access key ${slot}${active ? '' : ' (inactive)'}`),
  ];
  return {
    passed: held.length === 0,
    measured: held.join(', ') || 'neither',
    limit: 'neither',
    reason: `${label} has ${held.join(', ') || 'no password and no access key'}; neither is allowed.`,
  };
}
