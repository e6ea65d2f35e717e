import {
  AS_OF,
  accessKey,
  ago,
  password,
  reportOf,
  rootRow,
  userRow,
} from '../../tools/testing/report';
import type { Column } from './columns';
import { ReportRows } from './query';

const HOUR = 3_600_000;
const rows = new ReportRows(
  reportOf(
    rootRow({ password_enabled: 'true' }),
    userRow('alice', { ...password(ago(HOUR)), mfa_active: 'true' }),
    userRow('bob', password(ago(2 * HOUR), ago(HOUR))),
    userRow('carol', accessKey(1, ago(HOUR))),
  ).rows,
);
const users = (found: ReportRows) => found.entries.map(({ user }) => user);

describe('where', () => {
  test('finds the rows that equal the filter, root among them', () => {
    expect(users(rows.where({ password_enabled: true }))).toEqual([
      '<root_account>',
      'alice',
      'bob',
    ]);
  });

  test('takes several columns, all of which must be equal, at once or one after the other', () => {
    expect(users(rows.where({ password_enabled: true, mfa_active: true }))).toEqual(['alice']);
    const chained = rows.where({ password_enabled: true }).where({ mfa_active: true });
    expect(users(chained)).toEqual(['alice']);
  });

  test('finds dates by their instant, and what holds no date by null', () => {
    expect(users(rows.where({ password_last_changed: AS_OF - 2 * HOUR }))).toEqual(['bob']);
    expect(users(rows.where({ password_enabled: true, password_last_used: null }))).toEqual([
      '<root_account>',
      'alice',
    ]);
  });

  test('finds all rows for no filter, and none where none is equal', () => {
    expect(rows.where({}).count).toBe(4);
    expect(rows.where({ user: 'dave' })).toMatchObject({ count: 0, exists: false, entries: [] });
    expect(rows.where({ user: 'carol' })).toMatchObject({ count: 1, exists: true });
  });

  test('refuses a column that there is not, since it would match nothing', () => {
    // @ts-expect-error: mfa_enabled is no column
    const unknown = () => rows.where({ mfa_enabled: false });
    expect(unknown).toThrow(TypeError);
    expect(unknown).toThrow(
      /^The credential report has no column "mfa_enabled"\. It has: user, arn, .*, additional_credentials_info\.$/,
    );
    // @ts-expect-error: what every object inherits is no column either
    expect(() => rows.where({ hasOwnProperty: true })).toThrow(TypeError);
    // @ts-expect-error: columns that AWS does not document cannot be asked for
    expect(() => rows.where({ otherColumns: {} })).toThrow(TypeError);
  });

  test('refuses a value of another type than the column holds', () => {
    // @ts-expect-error: a text for a flag
    expect(() => rows.where({ mfa_active: 'true' })).toThrow(
      'Column mfa_active holds a boolean, so "true" would match no row.',
    );
    // @ts-expect-error: a text for a date
    expect(() => rows.where({ password_last_used: 'N/A' })).toThrow(
      'Column password_last_used holds a number or null, so "N/A" would match no row.',
    );
    // @ts-expect-error: null where every row has a value
    expect(() => rows.where({ user: null })).toThrow(
      'Column user holds a string, so null would match no row.',
    );
    // @ts-expect-error: nothing at all
    expect(() => rows.where({ mfa_active: undefined })).toThrow(TypeError);
    expect(() => rows.where({ password_last_used: Date.parse('yesterday') })).toThrow(
      'Column password_last_used holds a number or null, so NaN would match no row.',
    );
  });

  test('refuses a wrong filter also where there is no row to compare it with', () => {
    const column = 'mfa_enabled' as Column;
    expect(() => new ReportRows([]).where({ [column]: true })).toThrow(TypeError);
  });
});

describe('first', () => {
  test('is the first row', () => {
    expect(rows.where({ password_enabled: false }).first.user).toBe('carol');
  });

  test('of nothing throws, so that a test of nothing cannot pass', () => {
    expect(() => rows.where({ user: 'dave' }).first).toThrow(RangeError);
  });
});
