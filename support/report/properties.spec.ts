import * as fc from 'fast-check';
import {
  bytes,
  csv,
  type Layout,
  LIVE_COLUMNS,
  needsQuotes,
  parseCsv,
  type Row,
} from '../../tools/testing/report';
import { isColumn, type ReportRow } from './columns';
import { formatInstant, type Instant } from './instant';
import type { CredentialReport } from './model';
import { ReportError } from './report-error';

const INFO = 'additional_credentials_info';
// Of the column, or of one whose name damage has changed and that is believed all the same.
const LEAVES_OUT = /says ".*": the report leaves credentials/s;
const ROOT = '<root_account>';

/** An account as texts, what its report must say, and one of the many ways to write it. */
interface Sample {
  readonly rows: readonly Row[];
  readonly expected: readonly ReportRow[];
  readonly layout: Layout;
  readonly mark: string;
}

/** A cell, and what it must be read as. */
type Cell = readonly [text: string, value: string | number | boolean | null];

const flag = fc
  .boolean()
  .chain((value) =>
    fc
      .constantFrom(`${value}`, `${value}`.toUpperCase(), value ? 'True' : 'fALSE')
      .map((text): Cell => [text, value]),
  );

const instant = fc.integer({ min: Date.UTC(2011, 0), max: Date.UTC(2025, 5) });
const offset = fc.integer({ min: -23 * 60 - 59, max: 23 * 60 + 59 });

function dateText(at: Instant, minutes: number, form: 'Z' | '+00:00' | 'offset'): string {
  const minute = form === 'offset' ? minutes : 0;
  const local = new Date(at + minute * 60_000).toISOString().replace('.000Z', 'Z').slice(0, -1);
  if (form === 'Z') return `${local}Z`;
  const [hours, rest] = [Math.trunc(Math.abs(minute) / 60), Math.abs(minute) % 60];
  const two = (part: number) => String(part).padStart(2, '0');
  return `${local}${minute < 0 ? '-' : '+'}${two(hours)}:${two(rest)}`;
}

const date = fc
  .tuple(
    instant,
    fc.boolean(),
    offset,
    fc.constantFrom('Z' as const, '+00:00' as const, 'offset' as const),
  )
  .map(([exact, whole, minutes, form]): Cell => {
    const at = whole ? exact - (exact % 1000) : exact;
    return [dateText(at, minutes, form), at];
  });

const absent = (...texts: string[]) => fc.constantFrom(...texts).map((text): Cell => [text, null]);
const optional = (...texts: string[]) => fc.oneof(date, absent(...texts));

// No text of these characters is a date, a flag or N/A, so damage never turns one into those.
const freeText = fc.string({
  unit: fc.constantFrom('b', 'x', '-', '5', ',', '"', "'", ' ', ';', 'é', '\n', '\r'),
  minLength: 1,
  maxLength: 8,
});
const text = fc.oneof(
  freeText.map((value): Cell => [value, value]),
  absent('N/A', 'not_supported'),
);

const NAME_UNIT = fc.constantFrom(...'aAbz09_+=,.@-');
const userName = fc.oneof(
  fc.string({ unit: NAME_UNIT, minLength: 1, maxLength: 6 }),
  fc.string({ unit: NAME_UNIT, minLength: 64, maxLength: 64 }),
  fc.constantFrom('true', 'FALSE', '2023-01-01', '=cmd', 'A', 'N', 'no_information', ',', 'arn'),
);
const path = fc.oneof(
  fc.constant('/'),
  fc
    .string({ unit: fc.constantFrom(...'aA,"/:!~\'N'), minLength: 1, maxLength: 8 })
    .map((inner) => `/${inner}/`),
);

function credentialCells(absentForRoot: readonly string[]) {
  const dated = optional('N/A', ...absentForRoot);
  const key = (slot: 1 | 2) => ({
    [`access_key_${slot}_active`]: flag,
    [`access_key_${slot}_last_rotated`]: dated,
    [`access_key_${slot}_last_used_date`]: dated,
    [`access_key_${slot}_last_used_region`]: text,
    [`access_key_${slot}_last_used_service`]: text,
  });
  return {
    user_creation_time: date,
    password_enabled: flag,
    password_last_used: optional('N/A', 'no_information', 'not_supported'),
    password_last_changed: optional('N/A', 'not_supported'),
    password_next_rotation: optional('N/A', 'not_supported'),
    mfa_active: flag,
    ...key(1),
    ...key(2),
    cert_1_active: flag,
    cert_1_last_rotated: dated,
    cert_2_active: flag,
    cert_2_last_rotated: dated,
    [INFO]: fc.oneof(text, absent('')),
  };
}

const userCells = fc.record(credentialCells([]));
const rootCells = fc.record(credentialCells(['not_supported']));

const account = fc.record({
  partition: fc.constantFrom('aws', 'aws-cn', 'aws-us-gov', 'aws-iso-b'),
  id: fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 12, maxLength: 12 }),
  root: rootCells,
  rootPasswordUnknown: fc.boolean(),
  users: fc.uniqueArray(fc.record({ name: userName, path, cells: userCells }), {
    minLength: 1,
    maxLength: 4,
    selector: ({ name }) => name.toLowerCase(),
  }),
  rootAt: fc.nat(4),
  others: fc.uniqueArray(
    freeText.map((name) => `x${name}`),
    { maxLength: 2 },
  ),
  other: fc.array(fc.oneof(freeText, fc.constantFrom('', 'N/A', 'true')), {
    minLength: 10,
    maxLength: 10,
  }),
});

type Account = typeof account extends fc.Arbitrary<infer T> ? T : never;

interface Person {
  readonly identity: Record<'user' | 'arn', Cell>;
  readonly cells: Readonly<Record<string, Cell>>;
}

function people({ partition, id, root, rootPasswordUnknown, users, rootAt }: Account): Person[] {
  const same = (value: string): Cell => [value, value];
  const arn = `arn:${partition}:iam::${id}:`;
  const unknown: Cell = ['not_supported', partition !== 'aws-us-gov'];
  return users
    .map(({ name, path: place, cells }) => ({
      identity: { user: same(name), arn: same(`${arn}user${place}${name}`) },
      cells,
    }))
    .toSpliced(rootAt, 0, {
      identity: { user: same(ROOT), arn: same(`${arn}root`) },
      cells: rootPasswordUnknown ? { ...root, password_enabled: unknown } : root,
    });
}

const sample: fc.Arbitrary<Sample> = fc.tuple(account, fc.boolean()).chain(([drawn, hasInfo]) => {
  const documented = hasInfo ? [...LIVE_COLUMNS, INFO] : LIVE_COLUMNS;
  const rows = people(drawn).map(({ identity, cells }, row): [Row, ReportRow] => {
    const known = Object.entries({ ...cells, ...identity });
    const others = drawn.others.map((name, at) => [name, drawn.other[row * 2 + at] ?? '']);
    const texts = known.map(([column, [cell]]) => [column, cell]);
    const values = known.map(([column, [, value]]) => [column, value]);
    const otherColumns = Object.fromEntries(others);
    const expected = {
      ...Object.fromEntries(values),
      ...(hasInfo ? {} : { [INFO]: null }),
      otherColumns,
    };
    return [{ ...Object.fromEntries(texts), ...otherColumns }, expected];
  });
  return fc.record({
    rows: fc.constant(rows.map(([row]) => row)),
    expected: fc.constant(rows.map(([, expected]) => expected)),
    layout: layoutOf([...documented, ...drawn.others]),
    mark: fc.constantFrom('', '\uFEFF'),
  });
});

function layoutOf(names: readonly string[]): fc.Arbitrary<Layout> {
  const order = fc.oneof(
    fc.constant([...names]),
    fc.shuffledSubarray([...names], { minLength: names.length }),
  );
  return order.chain((columns) =>
    fc.record({
      columns: fc.constant(columns),
      lineEnd: fc.constantFrom('\n', '\r\n'),
      lastLineEnd: fc.constantFrom('', '\n', '\r\n'),
      quoted: quoting(columns[columns.indexOf('user') + 1] === 'arn'),
    }),
  );
}

// A name or path with commas may stand unquoted, where the ARN follows the name.
function quoting(arnFollows: boolean): fc.Arbitrary<Layout['quoted']> {
  return fc
    .tuple(fc.uniqueArray(fc.constantFrom(...LIVE_COLUMNS, INFO), { maxLength: 12 }), fc.boolean())
    .map(([columns, bare]) => (cell: string, column: string) => {
      if (columns.includes(column)) return true;
      const rejoined = arnFollows && bare && (column === 'user' || column === 'arn');
      return needsQuotes(rejoined ? cell.replaceAll(',', '') : cell);
    });
}

const write = ({ rows, layout, mark }: Sample) => mark + csv(rows, layout);

describe('any account, written in any way', () => {
  test('reads back as what was written', () => {
    fc.assert(
      fc.property(sample, (drawn) => {
        expect(parseCsv(write(drawn)).rows).toEqual(drawn.expected);
      }),
      { numRuns: 400 },
    );
  });

  test('gives the same model as in the order and manner of AWS', () => {
    fc.assert(
      fc.property(sample, (drawn) => {
        const columns = [...drawn.layout.columns].sort((a, b) => place(a) - place(b));
        expect(parseCsv(write(drawn))).toEqual(parseCsv(csv(drawn.rows, { columns })));
      }),
      { numRuns: 200 },
    );
  });
});

function place(column: string): number {
  const at = [...LIVE_COLUMNS, INFO].indexOf(column);
  return at < 0 ? LIVE_COLUMNS.length + 1 : at;
}

/** Damage in one place. */
type Damage = (content: Uint8Array) => Uint8Array;

const splice = (content: Uint8Array, from: number, to: number, insert: Uint8Array | number[]) =>
  Uint8Array.from([...content.subarray(0, from), ...insert, ...content.subarray(to)]);

const somewhere = fc.nat(1_000_000);
const at = (content: Uint8Array, place: number) => place % content.length;

const anyByte = fc.oneof(fc.nat(255), fc.constantFrom(...bytes('0123456789,"\n\rNATZ/:+-.')));
const SCRAPS = [
  ',',
  ',,',
  '\n',
  '\r\n',
  '"',
  '""',
  'N/A',
  ',N/A',
  'true',
  '0',
  ' ',
  '\0',
  '\uFEFF',
];

const oneByte: fc.Arbitrary<Damage> = fc.oneof(
  fc.tuple(somewhere, anyByte).map(
    ([where, byte]): Damage =>
      (content) => {
        return splice(content, at(content, where), at(content, where) + 1, [byte]);
      },
  ),
  fc.tuple(somewhere, anyByte).map(
    ([where, byte]): Damage =>
      (content) => {
        return splice(content, at(content, where), at(content, where), [byte]);
      },
  ),
  somewhere.map(
    (where): Damage =>
      (content) => {
        return splice(content, at(content, where), at(content, where) + 1, []);
      },
  ),
  somewhere.map(
    (where): Damage =>
      (content) => {
        const from = at(content, where);
        return splice(content, from, from, content.subarray(from, from + 1));
      },
  ),
  somewhere.map(
    (where): Damage =>
      (content) => {
        const from = at(content, where);
        return splice(content, from, from + 2, content.slice(from, from + 2).reverse());
      },
  ),
  fc.tuple(somewhere, fc.constantFrom(...SCRAPS)).map(
    ([where, scrap]): Damage =>
      (content) => {
        return splice(content, at(content, where), at(content, where), bytes(scrap));
      },
  ),
);

const repeated: fc.Arbitrary<Damage> = fc
  .tuple(somewhere, fc.nat(600))
  .map(([where, length]) => (content) => {
    const from = at(content, where);
    return splice(content, from, from, content.subarray(from, from + length));
  });

const lost: fc.Arbitrary<Damage> = fc
  .tuple(somewhere, fc.nat(600))
  .map(([where, length]) => (content) => {
    return splice(content, at(content, where), at(content, where) + length, []);
  });

const cutOff: fc.Arbitrary<Damage> = somewhere.map(
  (where) => (content) => content.subarray(0, at(content, where)),
);

// What nothing in the report could prove: any text in these is as good as any other.
const FREE = [
  'path',
  'arn',
  'lastUsedRegion',
  'lastUsedService',
  'access_key_1_last_used_region',
  'access_key_1_last_used_service',
  'access_key_2_last_used_region',
  'access_key_2_last_used_service',
  INFO,
  'otherColumns',
];

/** All that a report says but for its free text, and the owners, which would go in circles. */
function facts(report: CredentialReport): string {
  return JSON.stringify(report, (name, value) => {
    const ofFreeText = name === 'contradiction' && LEAVES_OUT.test(String(value));
    return FREE.includes(name) || name === 'owner' || ofFreeText ? undefined : value;
  });
}

/** The report; undefined where it is refused. Another error than ReportError fails the test. */
function readOrRefuse(content: Uint8Array): CredentialReport | undefined {
  try {
    return parseCsv(content);
  } catch (error) {
    if (error instanceof ReportError) return undefined;
    throw error;
  }
}

type Change = { readonly row: number; readonly column: string; readonly value: unknown };

function changes(before: CredentialReport, after: CredentialReport): Change[] {
  return after.rows.flatMap((cells, row) =>
    Object.entries(cells).flatMap(([column, value]): Change[] => {
      const former = isColumn(column) ? before.rows[row]?.[column] : undefined;
      return FREE.includes(column) || former === value ? [] : [{ row, column, value }];
    }),
  );
}

/** The same account, with the one date that the damage made of another. */
function withChange({ rows, layout, mark }: Sample, { row, column, value }: Change): Sample {
  const text = new Date(Number(value)).toISOString();
  const changed = rows.map((cells, at) => (at === row ? { ...cells, [column]: text } : cells));
  return { rows: changed, expected: [], layout, mark };
}

/**
 * Damage in one place must be refused, or leave the model as it was; only a date may have become
 * another date, and then the model is that of the account with that date.
 */
function expectHarmless(drawn: Sample, damage: Damage): void {
  const before = parseCsv(write(drawn));
  const after = readOrRefuse(damage(bytes(write(drawn))));
  if (!after || facts(after) === facts(before)) return;
  const found = changes(before, after);
  expect(found).toEqual([
    { row: expect.any(Number), column: expect.any(String), value: expect.any(Number) },
  ]);
  const [change] = found;
  if (!change) return;
  expect(formatInstant(Number(change.value))).toMatch(/^\d{4}-/);
  expect(facts(after)).toBe(facts(parseCsv(write(withChange(drawn, change)))));
}

// PROPERTY_RUNS=25 searches longer, for a change to the parser.
const RUNS = Number(process.env.PROPERTY_RUNS ?? 1);

describe('any account, damaged in one place, is refused or reads the same', () => {
  test('but for one date, where a byte was deleted, inserted, replaced, doubled or swapped', () => {
    fc.assert(fc.property(sample, oneByte, expectHarmless), { numRuns: 1500 * RUNS });
  });

  test('but for one date, where a piece of any length stands twice', () => {
    fc.assert(fc.property(sample, repeated, expectHarmless), { numRuns: 500 * RUNS });
  });

  test('but for the rows behind, where it was cut off', () => {
    fc.assert(
      fc.property(sample, cutOff, (drawn, damage) => {
        const after = readOrRefuse(damage(bytes(write(drawn))));
        if (!after) return;
        const rows = drawn.rows.slice(0, after.rows.length);
        expect(facts(after)).toBe(facts(parseCsv(write({ ...drawn, rows }))));
      }),
      { numRuns: 500 * RUNS },
    );
  });

  test('but for whole rows and one more, where a piece of any length was lost', () => {
    fc.assert(
      fc.property(sample, lost, (drawn, damage) => {
        const before = parseCsv(write(drawn));
        const after = readOrRefuse(damage(bytes(write(drawn))));
        if (!after) return;
        const known = new Set(before.rows.map(rowFacts));
        const spoiled = after.rows.filter((row) => !known.has(rowFacts(row)));
        expect(spoiled.length).toBeLessThanOrEqual(1);
        expect(after.root.label).toBe(ROOT);
      }),
      { numRuns: 500 * RUNS },
    );
  });

  test('always refused where any row stands twice, and read alike where rows change places', () => {
    fc.assert(
      fc.property(sample, somewhere, somewhere, (drawn, from, to) => {
        const { rows } = drawn;
        const row = rows[from % rows.length];
        if (!row) throw new Error('every sample has a root row');
        const twice = rows.toSpliced(to % (rows.length + 1), 0, row);
        expect(readOrRefuse(bytes(write({ ...drawn, rows: twice })))).toBeUndefined();
        const moved = rows.filter((other) => other !== row).toSpliced(to % rows.length, 0, row);
        const report = parseCsv(write(drawn));
        const users = new Map(report.users.map((user) => [user.name, user]));
        const after = parseCsv(write({ ...drawn, rows: moved }));
        expect(after.root).toEqual(report.root);
        expect(after.users).toHaveLength(users.size);
        for (const user of after.users) expect(user).toEqual(users.get(user.name));
      }),
      { numRuns: 100 * RUNS },
    );
  });
});

function rowFacts(row: ReportRow): string {
  return JSON.stringify(row, (name, value) => (FREE.includes(name) ? undefined : value));
}
