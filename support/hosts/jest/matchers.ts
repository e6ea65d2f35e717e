/// <reference types="jest" preserve="true" />
import type { Finding } from '../../control';
import {
  mfaActive,
  noAccessKey,
  rootMfaActive,
  rotatedWithin,
  usedWithin,
} from '../../control/criteria';
import type {
  AccessKey,
  Certificate,
  Column,
  Condition,
  Instant,
  Password,
  Root,
  User,
} from '../../report';
import { couldNotCheck } from './could-not-check';
import { selectionMatchers } from './selection-matchers';

type Received = User | Root | Password | AccessKey | Certificate;

/** The criteria, and what can be said of a selection, as Jest matchers for `expect.extend`. */
export const matchers: jest.ExpectExtendMap = {
  toHaveActiveMfa: matcher(['user', 'root'], mfaActive),
  toHaveMfaOrNoCredentials: matcher(['root'], rootMfaActive),
  toHaveNoAccessKey: matcher(['user', 'root'], noAccessKey),
  toHaveBeenRotatedWithin: matcher(
    ['password', 'access key', 'signing certificate'],
    rotatedWithin,
  ),
  toHaveBeenUsedWithin: matcher(['password', 'access key'], usedWithin),
  ...selectionMatchers,
};

declare global {
  namespace jest {
    interface Matchers<R> {
      /** The user or root has an MFA device of any kind. */
      toHaveActiveMfa(): R;
      /** Root has an MFA device, or no credentials. */
      toHaveMfaOrNoCredentials(): R;
      /** The user or root has no access key, active or inactive. */
      toHaveNoAccessKey(): R;
      /** The password, access key or certificate is at most `maxAgeDays` × 24 hours old at `asOf`: exactly that passes. */
      toHaveBeenRotatedWithin(maxAgeDays: number, asOf: Instant): R;
      /** The password or access key was used less than `maxIdleDays` × 24 hours before `asOf`: exactly that fails. */
      toHaveBeenUsedWithin(maxIdleDays: number, asOf: Instant): R;
      /** Of a selection: there are rows, and the column of each of them fits. Fails where there are none, also under `.not`. */
      toHaveEvery<C extends Column>(column: C, condition: Condition<C>): R;
      /** Of a selection: there are rows, and the column of none of them fits. Fails where there are none, also under `.not`. */
      toHaveNone<C extends Column>(column: C, condition: Condition<C>): R;
      /** Of a selection: there are no rows. */
      toBeEmpty(): R;
    }
  }
}

// Throws, also under `.not`, for another kind of subject, a row that cannot be believed or a limit that is no
// number: else `expect(undefined).not.toHaveActiveMfa()` would pass.
function matcher<K extends Received['kind'], A extends readonly number[]>(
  kinds: readonly K[],
  criterion: (subject: Extract<Received, { kind: K }>, ...limits: A) => Finding,
) {
  return (received: unknown, ...limits: A) => {
    if (!isOfKind(received, kinds)) {
      throw new TypeError(
        `This matcher takes a ${kinds.join(' or a ')} of the credential report, not ` +
          `${String(received)}.`,
      );
    }
    if (!limits.every(Number.isFinite) || limits.length !== criterion.length - 1) {
      throw new TypeError(`This matcher takes ${criterion.length - 1} numbers, not ${limits}.`);
    }
    if (received.contradiction !== undefined) {
      throw couldNotCheck(`${received.label} cannot be judged: ${received.contradiction}.`);
    }
    const { passed, undecided, reason } = criterion(received, ...limits);
    if (undecided) throw couldNotCheck(reason);
    return { pass: passed, message: () => (passed ? `Expected the contrary: ${reason}` : reason) };
  };
}

function isOfKind<K extends Received['kind']>(
  value: unknown,
  kinds: readonly K[],
): value is Extract<Received, { kind: K }> {
  if (typeof value !== 'object' || value === null) return false;
  const kind: unknown = Reflect.get(value, 'kind');
  return kinds.some((each) => each === kind);
}
