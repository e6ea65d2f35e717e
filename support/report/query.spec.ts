import * as fc from 'fast-check';
import {
  AS_OF,
  accessKey,
  ago,
  LEFT_OUT,
  password,
  reportOf,
  rootRow,
  userRow,
} from '../../tools/testing/report';
import { COLUMNS, type Column, isColumn } from './columns';
import { ReportRows, type RowFilter } from './query';

const HOUR = 3_600_000;
const report = reportOf(
  rootRow({ password_enabled: 'true' }),
  userRow('alice', { ...password(ago(HOUR)), mfa_active: 'true' }),
  userRow('bob', password(ago(2 * HOUR), ago(HOUR))),
  userRow('carol', accessKey(1, ago(HOUR))),
);
const rows = new ReportRows(report.rows);
const columns = Object.keys(COLUMNS).filter(isColumn);

describe('the columns', () => {
  test('are lists, a cell for each row, in the order of the rows', () => {
    expect(rows.user).toEqual(['<root_account>', 'alice', 'bob', 'carol']);
    expect(rows.where({ password_enabled: true }).mfa_active).toEqual([false, true, false]);
    expect(rows.password_last_used).toEqual([null, null, AS_OF - HOUR, null]);
    expect(rows.where({ user: 'dave' }).mfa_active).toEqual([]);
  });

  test('are all that AWS documents, and hold what the rows hold', () => {
    expect(columns).toHaveLength(23);
    for (const column of columns) {
      expect(rows[column]).toEqual(report.rows.map((row) => row[column]));
    }
  });

  test('have types', () => {
    const flags: readonly boolean[] = rows.mfa_active;
    const dates: readonly (number | null)[] = rows.password_last_used;
    // @ts-expect-error: flags are no texts
    const texts: readonly string[] = rows.mfa_active;
    // @ts-expect-error: it may hold null
    const created: readonly number[] = rows.password_last_used;
    // @ts-expect-error: mfa_enabled is no column
    expect(rows.mfa_enabled).toBeUndefined();
    expect([flags, dates]).toEqual([texts, created]);
  });

  test('can be changed by nobody, as the rows', () => {
    expect([rows.mfa_active, rows.entries].every(Object.isFrozen)).toBe(true);
    // @ts-expect-error: it is read-only
    expect(() => rows.mfa_active.push(true)).toThrow(TypeError);
  });
});

describe('where', () => {
  test('finds the rows that fit the filter, root among them', () => {
    expect(rows.where({ password_enabled: true }).user).toEqual(['<root_account>', 'alice', 'bob']);
    expect(rows.where({ user: ['carol', 'bob'] }).user).toEqual(['bob', 'carol']);
    expect(rows.where({ user: /^[a-b]/ }).user).toEqual(['alice', 'bob']);
    expect(rows.where({ password_last_changed: { before: AS_OF - HOUR } }).user).toEqual(['bob']);
    expect(rows.where({ password_enabled: true, password_last_used: null }).user).toEqual([
      '<root_account>',
      'alice',
    ]);
  });

  test('takes a function, to which the row has types', () => {
    expect(rows.where((row) => row.user.length === 3).user).toEqual(['bob']);
    expect(rows.where(({ password_last_used: used }) => used !== null).user).toEqual(['bob']);
    // @ts-expect-error: mfa_enabled is no column
    expect(() => rows.where((row) => row.mfa_enabled)).toThrow(TypeError);
  });

  test('takes several columns, all of which must fit, at once or one after the other', () => {
    expect(rows.where({ password_enabled: true, mfa_active: true }).user).toEqual(['alice']);
    const chained = rows.where({ password_enabled: true }).where({ mfa_active: true });
    expect(chained.user).toEqual(['alice']);
    expect(chained.where(({ user }) => user !== 'alice').count).toBe(0);
  });

  test('gives what can be counted and gone through', () => {
    expect(rows.where({ user: 'dave' })).toMatchObject({ count: 0, exists: false, entries: [] });
    expect(rows.where({ user: 'carol' })).toMatchObject({ count: 1, exists: true });
    expect([...rows.where({ user: ['bob', 'carol'] })]).toEqual(report.rows.slice(2));
  });

  test('leaves what it is asked of as it is', () => {
    rows.where({ user: 'carol' });
    expect(rows.count).toBe(4);
  });
});

describe('what a selection says of itself', () => {
  test('is its filter, all along the chain', () => {
    expect(String(rows)).toBe('rows of the credential report');
    const chained = rows
      .where({ password_enabled: true, user: /^[a-c]/ })
      .where({ password_last_used: null });
    expect(String(chained)).toBe(
      'rows of the credential report where password_enabled is true and user matches /^[a-c]/ ' +
        'and password_last_used is null',
    );
  });

  test('is the text of a function, on one line, cut where it is long', () => {
    const short = Object.assign((row: { user: string }) => row.user === 'bob', {
      toString: () => '(row) =>\n  row.user === "bob"',
    });
    expect(String(rows.where(short))).toBe(
      'rows of the credential report where [(row) => row.user === "bob"] is true',
    );
    const long = Object.assign(() => true, { toString: () => 'x'.repeat(81) });
    expect(String(rows.where(long))).toBe(
      `rows of the credential report where [${'x'.repeat(80)}...] is true`,
    );
  });
});

describe('where refuses', () => {
  test.each<[string, unknown, string]>([
    ['no filter', {}, '{}'],
    ['nothing', undefined, 'undefined'],
    ['null', null, 'null'],
    ['a text', 'mfa_active', '"mfa_active"'],
    ['an empty list', [], 'a list of 0'],
    ['a RegExp', /x/, '/x/'],
    ['a Map', new Map([['mfa_active', true]]), 'a Map'],
  ])('%s, which every row would fit', (_, filter, shown) => {
    expect(() => Reflect.apply(rows.where, rows, [filter])).toThrow(
      new TypeError(
        `where() found ${shown}, expected columns and what they hold, such as ` +
          '{ mfa_active: true }, or a function. For all rows, leave where() out.',
      ),
    );
  });

  test('a column that there is not, by type and when it runs', () => {
    // @ts-expect-error: mfa_enabled is no column
    const unknown = () => rows.where({ mfa_enabled: false });
    expect(unknown).toThrow(TypeError);
    expect(unknown).toThrow(
      /^The credential report has no column "mfa_enabled"\. It has: user, arn, .*, additional_credentials_info\.$/,
    );
    // @ts-expect-error: also beside one that there is
    expect(() => rows.where({ mfa_active: true, mfa_enabled: false })).toThrow(TypeError);
    // @ts-expect-error: what every object inherits is no column either
    expect(() => rows.where({ hasOwnProperty: true })).toThrow(TypeError);
    // @ts-expect-error: columns that AWS does not document cannot be asked for
    expect(() => rows.where({ otherColumns: {} })).toThrow(TypeError);
  });

  test('a value of another type than the column holds, by type and when it runs', () => {
    // @ts-expect-error: a text for a flag
    expect(() => rows.where({ mfa_active: 'true' })).toThrow(
      'Column mfa_active: found "true", expected true or false.',
    );
    // @ts-expect-error: a text for a date
    expect(() => rows.where({ password_last_used: 'N/A' })).toThrow(TypeError);
    // @ts-expect-error: null where every row has a value
    expect(() => rows.where({ user: null })).toThrow(TypeError);
    // @ts-expect-error: nothing at all
    expect(() => rows.where({ mfa_active: undefined })).toThrow(TypeError);
    // @ts-expect-error: a pattern for a flag
    expect(() => rows.where({ mfa_active: /true/ })).toThrow(TypeError);
    // @ts-expect-error: a range for a text
    expect(() => rows.where({ user: { before: AS_OF } })).toThrow(TypeError);
    // @ts-expect-error: a list of texts for a flag
    expect(() => rows.where({ mfa_active: ['true'] })).toThrow(TypeError);
    // @ts-expect-error: a range without an end
    expect(() => rows.where({ password_last_used: {} })).toThrow(TypeError);
  });

  test('a wrong filter also where there is no row to compare it with', () => {
    const column = 'mfa_enabled' as Column;
    expect(() => new ReportRows([]).where({ [column]: true })).toThrow(TypeError);
    expect(() => new ReportRows([]).where({ user: [] })).toThrow(TypeError);
  });

  test('a function that says neither true nor false, such as one that must be awaited', () => {
    // @ts-expect-error: a promise is no answer
    expect(() => rows.where(async () => false)).toThrow(
      'The function given to where() returned a Promise for <root_account>, expected true or ' +
        'false. Compare with ===, and do not await anything in it.',
    );
    // @ts-expect-error: nor is a text
    expect(() => rows.where(({ user }) => user)).toThrow('returned "<root_account>" for');
    // @ts-expect-error: nor is nothing
    expect(() => rows.where(() => {})).toThrow('returned undefined for');
  });
});

describe('first', () => {
  test('is the first row', () => {
    expect(rows.where({ password_enabled: false }).first.user).toBe('carol');
  });

  test('of nothing throws, so that a test of nothing cannot pass', () => {
    expect(() => rows.where({ user: 'dave' }).first).toThrow(
      new RangeError(
        'There are no rows of the credential report where user is "dave", hence no first one.',
      ),
    );
  });
});

describe('contradictions', () => {
  const doubtful = new ReportRows(
    reportOf(userRow('alice'), userRow('mallory', { ...accessKey(1, ago(HOUR)), ...LEFT_OUT }))
      .rows,
  );
  const SAID =
    'mallory cannot be judged: additional_credentials_info says "1 additional access key": the ' +
    'report leaves credentials of this user out, so look them up.';

  test('there are none where every row tells all', () => {
    expect(rows.contradictions).toEqual([]);
  });

  test('are of rows that leave credentials out', () => {
    expect(doubtful.contradictions).toEqual([SAID]);
    expect(doubtful.where({ access_key_1_active: true }).contradictions).toEqual([SAID]);
  });

  test('are also of rows that may belong to the selection if they told all', () => {
    const keyless = doubtful.where({ access_key_2_active: true });
    expect(keyless).toMatchObject({ count: 0, contradictions: [SAID] });
    expect(keyless.where({ mfa_active: true }).contradictions).toEqual([SAID]);
    expect(doubtful.where(() => false).contradictions).toEqual([SAID]);
  });

  test('are not of other users, since nobody doubts whose row it is', () => {
    for (const others of [
      doubtful.where({ user: 'alice' }),
      doubtful.where({ arn: /alice$/ }),
      doubtful.where({ access_key_1_active: true, user: 'alice' }),
      doubtful.where({ access_key_1_active: false }).where({ user: /^a/ }),
      doubtful.where({ user_creation_time: { after: AS_OF } }),
    ]) {
      expect(others.contradictions).toEqual([]);
    }
  });
});

describe('whatever the rows and the filters', () => {
  const cells = fc.record({
    mfa_active: fc.boolean().map(String),
    password_last_used: fc.constantFrom('N/A', ago(0), ago(HOUR), ago(2 * HOUR)),
    access_key_1_last_used_region: fc.constantFrom('N/A', 'us-east-1', 'eu-west-1'),
  });
  const some = fc.array(cells, { maxLength: 6 }).map((all) => {
    return new ReportRows(reportOf(...all.map((each, index) => userRow(`u${index}`, each))).rows);
  });
  const dates = fc.constantFrom<number | null>(null, AS_OF, AS_OF - HOUR, AS_OF - 2 * HOUR);
  const regions = fc.constantFrom<string | null>(null, 'us-east-1', 'eu-west-1', 'x');
  const filter = fc.oneof<fc.Arbitrary<RowFilter>[]>(
    fc.boolean().map((mfa_active) => ({ mfa_active })),
    fc.array(dates, { minLength: 1 }).map((password_last_used) => ({ password_last_used })),
    regions.map((access_key_1_last_used_region) => ({ access_key_1_last_used_region })),
    fc.constantFrom(/^us-/, /west/, /x/).map((access_key_1_last_used_region) => ({
      access_key_1_last_used_region,
    })),
    fc
      .integer({ min: -1, max: 1 })
      .map((ms) => ({ password_last_used: { before: AS_OF - HOUR + ms } })),
  );

  test('a list finds what its values find one by one', () => {
    fc.assert(
      fc.property(some, fc.array(regions, { minLength: 1 }), (all, list) => {
        const byHand = all.entries.filter((row) =>
          list.includes(row.access_key_1_last_used_region),
        );
        expect(all.where({ access_key_1_last_used_region: list }).entries).toEqual(byHand);
      }),
    );
  });

  test('both ends of a range are excluded', () => {
    const end = fc.integer({ min: AS_OF - 3 * HOUR, max: AS_OF + HOUR });
    const exact = fc
      .tuple(dates, fc.integer({ min: -1, max: 1 }))
      .map(([at, ms]) => (at ?? AS_OF) + ms);
    const moment = fc.oneof(end, exact);
    fc.assert(
      fc.property(some, moment, moment, (all, after, before) => {
        fc.pre(before - after > 1);
        const byHand = all.entries.filter(
          ({ password_last_used: at }) => at !== null && after < at && at < before,
        );
        const found = all.where({ password_last_used: { after, before } });
        expect(found.entries).toEqual(byHand);
      }),
    );
  });

  test('the order of a chain changes nothing, nor does asking for all at once', () => {
    fc.assert(
      fc.property(some, filter, filter, (all, one, other) => {
        const chained = all.where(one).where(other).entries;
        expect(all.where(other).where(one).entries).toEqual(chained);
        const overlap = Object.keys(one).some((column) => column in other);
        if (!overlap) expect(all.where({ ...one, ...other }).entries).toEqual(chained);
      }),
    );
  });

  test('a function that asks for the same finds the same, and its columns are in row order', () => {
    fc.assert(
      fc.property(some, fc.boolean(), (all, mfa_active) => {
        const found = all.where({ mfa_active });
        expect(all.where((row) => row.mfa_active === mfa_active).entries).toEqual(found.entries);
        for (const column of columns) {
          expect(found[column]).toEqual(found.entries.map((row) => row[column]));
        }
      }),
    );
  });

  test('what fits and what does not make up the whole', () => {
    fc.assert(
      fc.property(some, filter, (all, wanted) => {
        const fitting = new Set(all.where(wanted).user);
        const others = all.where(({ user }) => !fitting.has(user));
        expect(fitting.size + others.count).toBe(all.count);
        expect(others.exists ? others.where(wanted).count : 0).toBe(0);
      }),
    );
  });
});
