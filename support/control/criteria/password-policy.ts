import type { PasswordPolicy } from '../../report';
import type { Finding } from '../finding';
import { days } from './days';

type Policy = PasswordPolicy | 'none';

/** Holds when the policy demands at least so many characters; without a policy IAM demands 8. */
export function passwordLengthAtLeast(policy: Policy, minLength: number): Finding {
  const length = policy === 'none' ? 8 : policy.minLength;
  return {
    passed: policy !== 'none' && length >= minLength,
    measured: length,
    limit: minLength,
    reason: `${subject(policy)} demands ${length} characters; the limit is ${minLength} or more, in a policy of the account's own.`,
  };
}

/** Holds when the policy remembers at least so many former passwords. */
export function passwordsRememberedAtLeast(policy: Policy, minRemembered: number): Finding {
  const remembered = policy === 'none' ? 0 : (policy.remembered ?? 0);
  return {
    passed: remembered >= minRemembered,
    measured: remembered,
    limit: minRemembered,
    reason: `${subject(policy)} remembers ${remembered} former passwords; the limit is ${minRemembered} or more.`,
  };
}

/** Holds when the policy makes passwords expire after at most so many days. */
export function passwordsExpireWithin(policy: Policy, maxAgeDays: number): Finding {
  const age = policy === 'none' ? undefined : policy.maxAgeDays;
  return {
    passed: age !== undefined && age <= maxAgeDays,
    measured: age ?? 'never',
    limit: maxAgeDays,
    reason: `${subject(policy)} makes passwords expire ${age === undefined ? 'never' : `after ${days(age)}`}; the limit is ${days(maxAgeDays)} or less.`,
  };
}

/** Holds when the policy demands all four classes of characters; without one IAM demands three. */
export function passwordComplexity(policy: Policy): Finding {
  const missing =
    policy === 'none'
      ? ['one of the four classes']
      : (['uppercase', 'lowercase', 'numbers', 'symbols'] as const).filter((name) => !policy[name]);
  return {
    passed: missing.length === 0,
    measured: 4 - missing.length,
    limit: 4,
    reason:
      missing.length === 0
        ? `${subject(policy)} demands uppercase, lowercase, numbers and symbols.`
        : `${subject(policy)} does not demand ${missing.join(', ')}.`,
  };
}

function subject(policy: Policy): string {
  return policy === 'none' ? 'There is no password policy, so IAM' : 'The password policy';
}
