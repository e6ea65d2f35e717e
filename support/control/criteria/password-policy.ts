import type { PasswordPolicy } from '../../report';
import type { Finding } from '../finding';
import { days } from './days';

/** `none`: IAM's default holds. */
type AccountPolicy = PasswordPolicy | 'none';

/** Holds when the policy demands at least so many characters; without a policy IAM demands 8. */
export function passwordLengthAtLeast(policy: AccountPolicy, minLength: number): Finding {
  const length = policy === 'none' ? 8 : policy.minLength;
  return {
    passed: policy !== 'none' && length >= minLength,
    measured: length,
    limit: minLength,
    reason: `${subject(policy)} demands ${length} characters; the limit is ${minLength} or more, in a policy of the account's own.`,
  };
}

/** Holds when the policy remembers at least so many former passwords. */
export function passwordsRememberedAtLeast(policy: AccountPolicy, minRemembered: number): Finding {
  const remembered = policy === 'none' ? 0 : (policy.remembered ?? 0);
  return {
    passed: remembered >= minRemembered,
    measured: remembered,
    limit: minRemembered,
    reason: `${subject(policy)} remembers ${remembered} former passwords; the limit is ${minRemembered} or more.`,
  };
}

/** Holds when the policy makes passwords expire after at most so many days. */
export function passwordsExpireWithin(policy: AccountPolicy, maxAgeDays: number): Finding {
  const age = policy === 'none' ? undefined : policy.maxAgeDays;
  return {
    passed: age !== undefined && age > 0 && age <= maxAgeDays,
    measured: age ?? 'never',
    limit: maxAgeDays,
    reason: `${subject(policy)} ${age === undefined ? 'lets passwords live for ever' : `makes passwords expire after ${days(age)}`}; the limit is ${days(maxAgeDays)} or less.`,
  };
}

const CLASSES = ['uppercase', 'lowercase', 'numbers', 'symbols'] as const;

/** Holds when the policy demands all four classes of characters; without one IAM demands three. */
export function passwordComplexity(policy: AccountPolicy): Finding {
  const missing = policy === 'none' ? [] : CLASSES.filter((name) => !policy[name]);
  const demanded = policy === 'none' ? 3 : CLASSES.length - missing.length;
  const not = missing.length > 0 ? ` (not ${missing.join(', ')})` : '';
  return {
    passed: demanded === CLASSES.length,
    measured: demanded,
    limit: CLASSES.length,
    reason: `${subject(policy)} demands ${demanded} classes of characters${not}; all 4 are required.`,
  };
}

function subject(policy: AccountPolicy): string {
  return policy === 'none' ? 'There is no password policy, so IAM' : 'The password policy';
}
