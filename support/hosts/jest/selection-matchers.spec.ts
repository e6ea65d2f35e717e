import * as fc from 'fast-check';
import {
  AS_OF,
  accessKey,
  ago,
  LEFT_OUT,
  password,
  reportOf,
  userRow,
} from '../../../tools/testing/report';
import { DAY, ReportRows } from '../../report';
import { COULD_NOT_CHECK } from './could-not-check';
import { matchers } from './matchers';

expect.extend(matchers);

const rows = new ReportRows(
  reportOf(
    userRow('alice', { ...password(ago(9 * DAY), ago(DAY)), mfa_active: 'true' }),
    userRow('bob', password(ago(9 * DAY), ago(2 * DAY))),
    userRow('carol', { ...password(ago(9 * DAY)), mfa_active: 'true' }),
    userRow('dave', accessKey(1, ago(DAY))),
  ).rows,
);
const staff = rows.where({ password_enabled: true });
const withMfa = staff.where({ mfa_active: true });
const nobody = rows.where({ user: 'erin' });

type Expectation = jest.JestMatchers<unknown>;

/** Runs a matcher as it is and under .not, and expects the same of both. */
function both(subject: unknown, use: (it: Expectation) => void, expected: RegExp | string): void {
  expect(() => use(expect(subject))).toThrow(expected);
  expect(() => use(expect(subject).not as Expectation)).toThrow(expected);
}

describe('toHaveEvery', () => {
  test('passes where each row fits', () => {
    expect(withMfa).toHaveEvery('mfa_active', true);
    expect(staff).toHaveEvery('user', ['alice', 'bob', 'carol']);
    expect(staff).toHaveEvery('user', /^[abc]/);
    expect(withMfa).not.toHaveEvery('user', 'alice');
  });

  test('fails where one does not, and lists who and with what', () => {
    expect(() => expect(staff).toHaveEvery('mfa_active', true)).toThrowErrorMatchingInlineSnapshot(`
"Expected of all rows of the credential report where password_enabled is true: mfa_active is true. Not so for 1 of 3:
  bob: mfa_active is false"
`);
    expect(() =>
      expect(staff).toHaveEvery('password_last_used', { after: AS_OF - 2 * DAY }),
    ).toThrowErrorMatchingInlineSnapshot(`
"Expected of all rows of the credential report where password_enabled is true: password_last_used is after 2025-06-28T12:00:00Z. Not so for 2 of 3:
  bob: password_last_used is 2025-06-28T12:00:00Z
  carol: password_last_used is null"
`);
  });

  test('fails under .not where each row fits, and lists them all', () => {
    expect(() =>
      expect(withMfa).not.toHaveEvery('mfa_active', true),
    ).toThrowErrorMatchingInlineSnapshot(`
"Expected of not all rows of the credential report where password_enabled is true and mfa_active is true: mfa_active is true. So for all 2:
  alice: mfa_active is true
  carol: mfa_active is true"
`);
  });

  test('holds a date against both ends, which are excluded', () => {
    const alice = rows.where({ user: 'alice' });
    expect(alice).toHaveEvery('password_last_used', { after: AS_OF - DAY - 1, before: AS_OF });
    expect(alice).not.toHaveEvery('password_last_used', { after: AS_OF - DAY });
    expect(alice).toHaveEvery('password_last_used', { before: AS_OF - DAY + 1 });
    expect(alice).not.toHaveEvery('password_last_used', { before: AS_OF - DAY });
  });
});

describe('toHaveNone', () => {
  test('passes where no row fits', () => {
    expect(withMfa).toHaveNone('mfa_active', false);
    expect(staff).toHaveNone('user', /^d/);
    expect(staff).not.toHaveNone('mfa_active', false);
  });

  test('fails where one does, and lists who and with what', () => {
    expect(() =>
      expect(staff).toHaveNone('password_last_used', [null, AS_OF - DAY]),
    ).toThrowErrorMatchingInlineSnapshot(`
"Expected of no rows of the credential report where password_enabled is true: password_last_used is one of null, 2025-06-29T12:00:00Z. So for 2 of 3:
  alice: password_last_used is 2025-06-29T12:00:00Z
  carol: password_last_used is null"
`);
  });

  test('fails under .not where none does, and lists them all', () => {
    expect(() =>
      expect(withMfa).not.toHaveNone('mfa_active', false),
    ).toThrowErrorMatchingInlineSnapshot(`
"Expected of some rows of the credential report where password_enabled is true and mfa_active is true: mfa_active is false. So for none of 2:
  alice: mfa_active is true
  carol: mfa_active is true"
`);
  });
});

describe('toBeEmpty', () => {
  test('passes where there is no row', () => {
    expect(nobody).toBeEmpty();
    expect(staff).not.toBeEmpty();
  });

  test('fails where there are some, and lists whose', () => {
    expect(() => expect(staff).toBeEmpty()).toThrowErrorMatchingInlineSnapshot(`
"Expected no rows of the credential report where password_enabled is true. There are 3:
  alice
  bob
  carol"
`);
  });

  test('fails under .not where there are none', () => {
    expect(() => expect(nobody).not.toBeEmpty()).toThrowErrorMatchingInlineSnapshot(
      `"Expected rows of the credential report where user is "erin". There are none."`,
    );
  });

  test('is the only one that passes there: the others fail, also under .not', () => {
    both(nobody, (it) => it.toHaveEvery('mfa_active', true), 'toHaveEvery would prove nothing');
    both(nobody, (it) => it.toHaveNone('mfa_active', true), 'toHaveNone would prove nothing');
    expect(() => expect(nobody).toHaveEvery('mfa_active', true)).toThrowErrorMatchingInlineSnapshot(
      `"There are no rows of the credential report where user is "erin", so toHaveEvery would prove nothing. Correct the filter; where there may be none, expect toBeEmpty() instead."`,
    );
  });
});

test('they agree with where, and with one another, whatever the rows and the condition', () => {
  const flags = fc.array(fc.boolean(), { minLength: 1, maxLength: 5 });
  const passes = (use: () => void) => {
    try {
      use();
      return true;
    } catch {
      return false;
    }
  };
  fc.assert(
    fc.property(flags, fc.boolean(), (all, wanted) => {
      const users = all.map((flag, at) => userRow(`u${at}`, { mfa_active: String(flag) }));
      const some = new ReportRows(reportOf(...users).rows).where({ user: /^u/ });
      const fitting = all.filter((flag) => flag === wanted).length;
      expect(passes(() => expect(some).toHaveEvery('mfa_active', wanted))).toBe(
        fitting === all.length,
      );
      expect(passes(() => expect(some).not.toHaveEvery('mfa_active', wanted))).toBe(
        fitting < all.length,
      );
      expect(passes(() => expect(some).toHaveNone('mfa_active', wanted))).toBe(fitting === 0);
      expect(passes(() => expect(some).not.toHaveNone('mfa_active', wanted))).toBe(fitting > 0);
      const found = some.where({ mfa_active: wanted });
      expect(passes(() => expect(found).toBeEmpty())).toBe(fitting === 0);
    }),
  );
});

test('a long list of rows ends after 100, and says how many more there are', () => {
  const users = Array.from({ length: 102 }, (_, at) => userRow(`u${at}`));
  const many = new ReportRows(reportOf(...users).rows).where({ user: /^u/ });
  expect(() => expect(many).toBeEmpty()).toThrow(
    /There are 102:(\n {2}u\d+){100}\n {2}and 2 more$/,
  );
  const hundred = many.where({ user: /^u\d\d?$/ });
  expect(() => expect(hundred).toBeEmpty()).toThrow(/There are 100:(\n {2}u\d+){100}$/);
});

describe('what cannot be judged throws, also under .not', () => {
  const all: readonly [string, (it: Expectation) => void][] = [
    ['toHaveEvery', (it) => it.toHaveEvery('mfa_active', true)],
    ['toHaveNone', (it) => it.toHaveNone('mfa_active', true)],
    ['toBeEmpty', (it) => it.toBeEmpty()],
  ];
  const foreign: readonly [unknown, string][] = [
    [undefined, 'undefined'],
    [null, 'null'],
    [[], 'a list of 0'],
    [rows.entries, 'a list of 5'],
    [rows.mfa_active, 'a list of 5'],
    ['', '""'],
    [{ entries: [], count: 0 }, 'an object with "entries, count"'],
    [Promise.resolve(nobody), 'a Promise'],
  ];

  test.each(all)('%s of anything but a selection', (name, use) => {
    for (const [subject, shown] of foreign) {
      both(
        subject,
        use,
        `${name} takes a selection of rows, such as credentialReport().where({ mfa_active: false }), not ${shown}.`,
      );
    }
  });

  const doubtful = new ReportRows(
    reportOf(userRow('alice', { mfa_active: 'true' }), userRow('mallory', LEFT_OUT)).rows,
  );

  test.each(all)('%s of a row that leaves credentials out, or that may belong there', (_, use) => {
    const why =
      /^could not check: .*\n {2}mallory cannot be judged: .*\n.* where\(\{ user: .*\}\)\.$/;
    both(doubtful, use, why);
    both(doubtful.where({ mfa_active: false }), use, why);
    both(doubtful.where({ access_key_1_active: true }), use, why);
    both(
      doubtful.where(({ user }) => user === 'alice'),
      use,
      why,
    );
  });

  test('and says so as what could not check, not as what fails', () => {
    const refuse = () => expect(doubtful).toBeEmpty();
    expect(refuse).toThrow(
      expect.objectContaining({ stack: expect.stringMatching(`^${COULD_NOT_CHECK}`) }),
    );
    expect(refuse).toThrowErrorMatchingInlineSnapshot(`
"could not check: toBeEmpty of rows of the credential report:
  mallory cannot be judged: additional_credentials_info says "1 additional access key": the report leaves credentials of this user out, so look them up.
Other users can be judged without them: select by user first, where({ user: ... })."
`);
  });

  test('other users can be judged, where they are selected by user', () => {
    expect(doubtful.where({ user: 'alice' })).toHaveEvery('mfa_active', true);
    expect(doubtful.where({ user: /^z/ })).toBeEmpty();
  });

  test('a condition that where would refuse', () => {
    // @ts-expect-error: mfa_enabled is no column
    both(staff, (it) => it.toHaveEvery('mfa_enabled', true), 'has no column "mfa_enabled"');
    // @ts-expect-error: a text for a flag
    both(staff, (it) => it.toHaveNone('mfa_active', 'true'), 'Column mfa_active: found "true"');
    // @ts-expect-error: a pattern for a date
    both(staff, (it) => it.toHaveNone('password_last_used', /N/), 'Column password_last_used');
    both(staff, (it) => it.toHaveNone('user', []), 'Column user: found an empty list');
    both(nobody, (it) => it.toHaveNone('user', []), 'Column user: found an empty list');
  });

  test('too few or too many arguments', () => {
    // @ts-expect-error: the value lacks
    both(staff, (it) => it.toHaveEvery('mfa_active'), 'not 1 arguments');
    // @ts-expect-error: it takes one column
    both(staff, (it) => it.toHaveNone('user', 'x', 'y'), 'not 3 arguments');
    // @ts-expect-error: what must be empty is said by where
    both(nobody, (it) => it.toBeEmpty('user'), 'toBeEmpty takes nothing, not 1 arguments');
  });
});

describe('a row without a date is in no range, which proves nothing', () => {
  const recent = { after: AS_OF - 3 * DAY };
  const long = { before: AS_OF - 3 * DAY };
  const used = staff.where((row) => row.password_last_used !== null);
  const why = /^could not check: .*have no date there, and are in no range:\n {2}carol\n/;

  test('who never signed in is no proof that nobody last signed in before a date', () => {
    both(staff, (it) => it.toHaveNone('password_last_used', long), why);
    expect(() => expect(staff.where({ password_last_used: long })).toBeEmpty()).toThrow(why);
  });

  test('nor in whichever order the filters come', () => {
    const other = rows.where({ password_last_used: long }).where({ password_enabled: true });
    expect(() => expect(other).toBeEmpty()).toThrow(why);
    expect(() => expect(other.where(() => true)).toBeEmpty()).toThrow(why);
  });

  test('where they were left out on purpose, the others are judged', () => {
    expect(used).toHaveNone('password_last_used', long);
    expect(used.where({ password_last_used: long })).toBeEmpty();
    expect(used).not.toHaveNone('password_last_used', recent);
    expect(staff.where({ user: 'alice', password_last_used: long })).toBeEmpty();
  });

  test('for toHaveEvery they are at fault, and a selection that has rows is not empty', () => {
    expect(() => expect(staff).toHaveEvery('password_last_used', recent)).toThrow(/carol/);
    expect(staff.where({ password_last_used: recent })).not.toBeEmpty();
  });
});
