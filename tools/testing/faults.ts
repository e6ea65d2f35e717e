import { createHash } from 'node:crypto';
import type { Faults, Step } from '../../support/local-iam';

/** What goes wrong, and how often. */
interface FaultOptions {
  seed: number;
  /** The share of calls that fail and would pass the next time, 0 to 1. */
  rate: number;
  /** Accounts whose role nobody may assume. */
  noRole?: readonly string[];
  /** Accounts whose role may not read the report. */
  noPermission?: readonly string[];
}

const PASSING: readonly Step[] = [
  { error: 'Throttling' },
  { error: 'ServiceFailure' },
  { reset: true },
];
// What Organizations calls the same.
const PASSING_ORGANIZATIONS: readonly Step[] = [
  { error: 'TooManyRequestsException' },
  { error: 'ServiceException', status: 500 },
  { reset: true },
];
const FULL: Step = { error: 'LimitExceeded' };
const DENIED: Step = { error: 'AccessDenied' };

/**
 * Faults by chance, and the same ones each time: which calls fail depends on the seed, the account,
 * the action and how often it was called, not on the order in which accounts are served.
 */
export function seededFaults({ seed, rate, noRole, noPermission }: FaultOptions): Faults {
  return ({ action, account, nth }) => {
    if (action === 'AssumeRole' && noRole?.includes(account)) return DENIED;
    if (action.endsWith('CredentialReport') && noPermission?.includes(account)) return DENIED;
    const [chance, choice] = draw(`${seed}/${account}/${action}/${nth}`);
    if (chance >= rate) return undefined;
    const steps = /^List(?:Accounts|Roots|OrganizationalUnits|Tags)/.test(action)
      ? PASSING_ORGANIZATIONS
      : PASSING;
    const kinds = action === 'GenerateCredentialReport' ? [...steps, FULL] : steps;
    return kinds[Math.floor(choice * kinds.length)];
  };
}

/** Two numbers from 0 to below 1. */
function draw(text: string): readonly [number, number] {
  const hash = createHash('sha256').update(text).digest();
  return [hash.readUInt32BE(0) / 2 ** 32, hash.readUInt32BE(4) / 2 ** 32];
}
