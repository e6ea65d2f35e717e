import {
  AS_OF,
  accessKey,
  ago,
  only,
  password,
  reportOf,
  userRow,
} from '../../tools/testing/report';
import { COLUMNS, type Column } from './columns';
import { cellText, criterion, found } from './criterion';
import { DAY } from './instant';

const row = only(
  reportOf(
    userRow('ci-bot', {
      ...password(ago(0), ago(DAY)),
      ...accessKey(1, ago(DAY)),
      access_key_1_last_used_region: 'eu-west-1',
    }),
  ).rows.slice(1),
);
const fits = (column: Column, condition: unknown) => criterion(column, condition).matches(row);
const says = (column: Column, condition: unknown) => criterion(column, condition).says;
const refusal = (column: unknown, condition: unknown): string => {
  try {
    criterion(column, condition);
  } catch (error) {
    if (error instanceof TypeError) return error.message;
  }
  return 'not refused';
};

describe('a value', () => {
  test.each<[Column, unknown, unknown]>([
    ['user', 'ci-bot', 'ci-bo'],
    ['mfa_active', false, true],
    ['password_last_used', AS_OF - DAY, AS_OF - DAY + 1],
    ['access_key_1_last_used_date', null, AS_OF],
    ['access_key_1_last_used_region', 'eu-west-1', null],
  ])('of %s fits where it is equal: %p, not %p', (column, same, other) => {
    expect(fits(column, same)).toBe(true);
    expect(fits(column, other)).toBe(false);
  });

  test('and of several one must be equal', () => {
    expect(fits('user', ['alice', 'ci-bot'])).toBe(true);
    expect(fits('user', ['alice', 'ci-bots'])).toBe(false);
    expect(fits('access_key_1_last_used_date', [null, AS_OF])).toBe(true);
    expect(fits('mfa_active', [true])).toBe(false);
  });

  test('is asked for as it was, whatever becomes of the list', () => {
    const users = ['ci-bot'];
    const { matches } = criterion('user', users);
    users.pop();
    expect(matches(row)).toBe(true);
  });
});

describe('a RegExp', () => {
  test('fits a text that it matches, anywhere and each time', () => {
    const { matches } = criterion('user', /bot/);
    expect([matches(row), matches(row)]).toEqual([true, true]);
    expect(fits('user', /^bot/)).toBe(false);
    expect(fits('user', /BOT$/i)).toBe(true);
  });

  test('fits no cell without a text, whatever it matches', () => {
    expect(fits('access_key_1_last_used_service', /.*/)).toBe(false);
    expect(fits('access_key_1_last_used_service', /null/)).toBe(false);
  });
});

describe('a range', () => {
  const used = AS_OF - DAY;

  test.each([
    ['before the next millisecond', { before: used + 1 }, true],
    ['before itself', { before: used }, false],
    ['after the millisecond before', { after: used - 1 }, true],
    ['after itself', { after: used }, false],
    ['between its neighbours', { after: used - 1, before: used + 1 }, true],
    ['between itself and the next', { after: used, before: used + 2 }, false],
    ['between the one before and itself', { after: used - 2, before: used }, false],
  ])('excludes both of its ends: %s', (_, range, expected) => {
    expect(fits('password_last_used', range)).toBe(expected);
  });

  test('takes text, a day being its first instant in UTC', () => {
    // Used on 2025-06-29T12:00:00Z.
    expect(fits('password_last_used', { before: '2025-06-29T12:00:01Z' })).toBe(true);
    expect(fits('password_last_used', { before: '2025-06-29T12:00:00Z' })).toBe(false);
    expect(fits('password_last_used', { before: '2025-06-29T14:00:00+02:00' })).toBe(false);
    expect(fits('password_last_used', { after: '2025-06-29' })).toBe(true);
    expect(fits('password_last_used', { before: '2025-06-29' })).toBe(false);
    const midnight = criterion('password_last_used', { after: '2025-06-29' });
    expect(midnight.matches({ ...row, password_last_used: Date.UTC(2025, 5, 29) })).toBe(false);
    expect(midnight.matches({ ...row, password_last_used: Date.UTC(2025, 5, 29) + 1 })).toBe(true);
  });

  test('holds no cell without a date', () => {
    expect(fits('access_key_1_last_used_date', { before: AS_OF })).toBe(false);
    expect(fits('access_key_1_last_used_date', { after: '2000-01-01' })).toBe(false);
  });
});

describe('what it says', () => {
  test.each<[Column, unknown, string]>([
    ['mfa_active', true, 'mfa_active is true'],
    ['user', 'a"b', String.raw`user is "a\"b"`],
    ['password_last_used', null, 'password_last_used is null'],
    ['password_last_used', AS_OF, 'password_last_used is 2025-06-30T12:00:00Z'],
    ['user', ['a'], 'user is "a"'],
    ['user', ['a', 'b'], 'user is one of "a", "b"'],
    ['user', [...'abcdefg'], 'user is one of "a", "b", "c", "d", "e" and 2 more'],
    ['user', /^ci-/i, 'user matches /^ci-/i'],
    [
      'password_last_used',
      { after: '2025-01-01', before: AS_OF },
      'password_last_used is after 2025-01-01T00:00:00Z and before 2025-06-30T12:00:00Z',
    ],
  ])('of %s %p', (column, condition, expected) => {
    expect(says(column, condition)).toBe(expected);
  });

  test('of a cell is what the report says, as one reads it', () => {
    expect([AS_OF, null, false, 'a\nb'].map(cellText)).toEqual([
      '2025-06-30T12:00:00Z',
      'null',
      'false',
      String.raw`"a\nb"`,
    ]);
  });
});

describe('what could match nothing or everything is refused, and says what to do', () => {
  const TEXT = 'expected a text, a list of texts, or a RegExp.';
  const MAYBE_TEXT = 'expected a text, null, a list of these, or a RegExp.';
  const DATES = 'expected an instant in milliseconds, a list of instants, or { before, after }.';
  const MAYBE_DATES =
    'expected an instant in milliseconds, null, a list of these, or { before, after }.';
  const NO_ROW = 'No row would match: say what the column can hold.';

  test.each<[Column, unknown, string]>([
    ['mfa_active', 'true', `found "true", expected true or false. ${NO_ROW}`],
    ['mfa_active', null, `found null, expected true or false. ${NO_ROW}`],
    ['mfa_active', undefined, `found undefined, expected true or false. ${NO_ROW}`],
    ['mfa_active', () => true, `found a function, expected true or false. ${NO_ROW}`],
    [
      'mfa_active',
      [true, false],
      'found both, expected true or false. Every row would match: leave the column out.',
    ],
    ['mfa_active', ['true'], `found "true", expected true or false. ${NO_ROW}`],
    [
      'mfa_active',
      /true/,
      'found /true/, expected true or false. No row would match: a pattern is for columns of text.',
    ],
    [
      'mfa_active',
      { after: AS_OF },
      `found an object with "after", expected true or false. ${NO_ROW}`,
    ],
    ['user', '', `found "", ${TEXT} ${NO_ROW}`],
    ['user', null, `found null, ${TEXT} ${NO_ROW}`],
    ['user', [], `found an empty list, ${TEXT} No row would match: say what the column may hold.`],
    ['user', ['alice', undefined], `found undefined, ${TEXT} ${NO_ROW}`],
    ['user', new Array(1), `found undefined, ${TEXT} ${NO_ROW}`],
    ['user', [/ci-/], `found /ci-/, ${TEXT} ${NO_ROW}`],
    [
      'user',
      /ci-/g,
      `found /ci-/g, ${TEXT} With flag g or y it goes on where it last stopped: take the flag away.`,
    ],
    [
      'user',
      /ci-/y,
      `found /ci-/y, ${TEXT} With flag g or y it goes on where it last stopped: take the flag away.`,
    ],
    [
      'user',
      /(?:)/,
      `found an empty RegExp, ${TEXT} Every text would match: say what it must hold.`,
    ],
    ['user', { before: AS_OF }, `found an object with "before", ${TEXT} ${NO_ROW}`],
    [
      'access_key_1_last_used_region',
      'N/A',
      `found "N/A", ${MAYBE_TEXT} A cell that says so is null here: ask for null.`,
    ],
    [
      'additional_credentials_info',
      '0',
      `found "0", ${MAYBE_TEXT} A cell that says so is null here: ask for null.`,
    ],
    ['user_creation_time', null, `found null, ${DATES} ${NO_ROW}`],
    ['user_creation_time', '2025-06-30', `found "2025-06-30", ${DATES} ${NO_ROW}`],
    ['password_last_used', 'N/A', `found "N/A", ${MAYBE_DATES} ${NO_ROW}`],
    ['password_last_used', Number.NaN, `found NaN, ${MAYBE_DATES} ${NO_ROW}`],
    ['password_last_used', AS_OF / 1000, `found 1751284800, ${MAYBE_DATES} ${NO_ROW}`],
    ['password_last_used', {}, `found {}, ${MAYBE_DATES} ${NO_ROW}`],
    [
      'password_last_used',
      { before: AS_OF, until: AS_OF },
      `found an object with "before, until", ${MAYBE_DATES} ${NO_ROW}`,
    ],
    ['password_last_used', new Date(AS_OF), `found a Date, ${MAYBE_DATES} Give its getTime().`],
    [
      'password_last_used',
      { after: AS_OF, before: AS_OF + 1 },
      `found after 2025-06-30T12:00:00Z and before 2025-06-30T12:00:00Z, ${MAYBE_DATES} No date lies between the two: "after" must be the earlier one.`,
    ],
  ])('%s: %p', (column, condition, message) => {
    expect(refusal(column, condition)).toBe(`Column ${column}: ${message}`);
  });

  test.each<[unknown, string]>([
    ['yesterday', '"yesterday"'],
    ['', '""'],
    ['2025-02-29', '"2025-02-29"'],
    ['2025-06-30T12:00:00', '"2025-06-30T12:00:00"'],
    [undefined, 'undefined'],
    [null, 'null'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    [90, '90'],
    [AS_OF / 1000, '1751284800'],
    [AS_OF * 1000, '1751284800000000'],
  ])('a range to %p, which is no date', (moment, shown) => {
    for (const name of ['before', 'after']) {
      expect(refusal('password_last_used', { [name]: moment })).toBe(
        `Column password_last_used: found ${shown} for "${name}", expected an instant in ` +
          'milliseconds, a date such as 2026-09-11T13:14:52Z, or a UTC day such as 2026-09-11.',
      );
    }
  });

  test('a range to a Date says how to turn it into an instant', () => {
    expect(refusal('password_last_used', { before: new Date(AS_OF) })).toMatch(
      /found a Date for "before", expected .* Give its getTime\(\)\.$/,
    );
  });

  test.each(['mfa_enabled', 'hasOwnProperty', 'otherColumns', '', undefined, null, 3])(
    'column %p, which there is not',
    (column) => {
      expect(refusal(column, true)).toBe(
        `The credential report has no column ${found(column)}. ` +
          `It has: ${Object.keys(COLUMNS).join(', ')}.`,
      );
    },
  );
});
