import type { Waiver } from '../control';
import { ownWaivers } from './own-waivers';

const SHARED = { control: 'c', reason: 'r', owner: 'o', approvedBy: 'a', ticket: undefined };

test('an account is given the waivers that can be about it, in their order', () => {
  const subjects = [
    'arn:aws:iam::111122223333:user/alice',
    'arn:aws:iam::*:user/bob',
    'arn:aws:iam::444455556666:user/alice',
    'arn:aws:iam::1111222*:user/carol',
    'arn:aws:iam::111122223333:user/*',
    '*alice*',
    'tag:exempt=yes',
  ];
  const waivers: readonly Waiver[] = subjects.map((subject) => ({
    ...SHARED,
    subject,
    expires: 1,
  }));
  const own = (account: string) => ownWaivers(waivers, account).map(({ subject }) => subject);
  expect(own('111122223333')).toEqual(subjects.filter((_, at) => at !== 2));
  expect(own('444455556666')).toEqual(subjects.filter((_, at) => at !== 0 && at !== 4));
});
