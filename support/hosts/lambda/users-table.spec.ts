import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { localAws, startMemoryS3 } from '../../../tools/testing/deploy';
import {
  ACCOUNT,
  accessKey,
  type Cells,
  csv,
  parseCsv,
  password,
  type Row,
  rootRow,
  userRow,
} from '../../../tools/testing/report';
import { auditedReport, auditResult, HOSTILE_NAMES } from '../../../tools/testing/result';
import { COLUMNS } from '../../report';
import { keepEvidence } from './keep-evidence';
import { openStore } from './store';
import { usersTable } from './users-table';

const RUN = '2026-11-21T02-00-00Z-3f9a1c';

/** The table of a report, as Athena's reader takes it: each line for itself, each an object. */
function tableOf(rows: readonly Row[]): readonly Readonly<Record<string, unknown>>[] {
  const text = [...usersTable({ report: parseCsv(csv(rows)) }, RUN)].join('');
  expect(text.endsWith('\n')).toBe(true);
  return text
    .slice(0, -1)
    .split(/\r\n|[\n\r]/)
    .map((line) => JSON.parse(line));
}

const userAt = (user: string, path: string, cells: Cells = {}) =>
  userRow(user, { ...cells, arn: `arn:aws:iam::${ACCOUNT}:user${path}${user}` });

describe('a row', () => {
  test('has every column of the report, of its type, and what tells whose and which it is', () => {
    const alice = userRow('alice', {
      ...password('2025-01-02T03:04:05+00:00'),
      ...accessKey(1, '2025-02-03T04:05:06Z', { used: '2025-03-04T05:06:07Z' }),
      access_key_1_last_used_region: 'N/A',
      access_key_1_last_used_service: 's3',
      mfa_active: 'true',
    });
    const [, row] = tableOf([rootRow(), alice]);
    expect(row).toEqual({
      account: ACCOUNT,
      as_of: '2025-06-30T12:00:00Z',
      run: RUN,
      user: 'alice',
      arn: `arn:aws:iam::${ACCOUNT}:user/alice`,
      user_creation_time: '2024-01-02T03:04:05Z',
      password_enabled: true,
      password_last_used: null,
      password_last_changed: '2025-01-02T03:04:05Z',
      password_next_rotation: null,
      mfa_active: true,
      access_key_1_active: true,
      access_key_1_last_rotated: '2025-02-03T04:05:06Z',
      access_key_1_last_used_date: '2025-03-04T05:06:07Z',
      access_key_1_last_used_region: null,
      access_key_1_last_used_service: 's3',
      access_key_2_active: false,
      access_key_2_last_rotated: null,
      access_key_2_last_used_date: null,
      access_key_2_last_used_region: null,
      access_key_2_last_used_service: null,
      cert_1_active: false,
      cert_1_last_rotated: null,
      cert_2_active: false,
      cert_2_last_rotated: null,
      additional_credentials_info: null,
    });
  });

  test.each([
    ['true', true],
    ['false', false],
    // No reader would tell that from false, were it written.
    ['not_supported', null],
  ])('of root whose password_enabled is %s says %s', (text, expected) => {
    const [root] = tableOf([rootRow({ password_enabled: text })]);
    expect(root).toMatchObject({ user: '<root_account>', password_enabled: expected });
  });

  test('has columns by their names, wherever the report has them', () => {
    const text = csv([rootRow(), userRow('alice', { mfa_active: 'true' })]);
    const turned = text
      .split('\n')
      .map((line) => line.split(',').toReversed().join(','))
      .join('\n');
    const read = (content: string) => [...usersTable({ report: parseCsv(content) }, RUN)];
    expect(read(turned)).toEqual(read(text));
  });
});

describe('a user who chose a path for what a table would make of it', () => {
  const path = '/\\",2026-01-01T00:00:00Z,false,N/A,N/A,N/A,true,false,N/A,N/A,N/A,N/A,false/';
  const mallory = userAt('mallory', path, { ...password('2025-01-02T03:04:05Z') });
  const CRAFTED = csv([rootRow(), mallory]);

  test('would have MFA and no password where the report is read with a backslash for an escape', () => {
    const [, row = []] = parse(CRAFTED, {
      from_line: 2,
      escape: '\\',
      relax_quotes: true,
      relax_column_count: true,
    });
    const cell = (column: string) => row[Object.keys(COLUMNS).indexOf(column)];
    expect([cell('password_enabled'), cell('mfa_active')]).toEqual(['false', 'true']);
  });

  test('has a password and no MFA, as the report says', () => {
    const [, row, ...more] = tableOf([rootRow(), mallory]);
    expect(more).toEqual([]);
    expect(row).toMatchObject({
      user: 'mallory',
      arn: mallory.arn,
      password_enabled: true,
      mfa_active: false,
    });
  });

  test('has them in what the function keeps, too', async () => {
    const s3 = await startMemoryS3();
    const former = process.env;
    try {
      process.env = { ...localAws(s3.url, s3.url) };
      const bucket = { name: 'evidence', owner: undefined, kmsKeyId: undefined };
      const content = Buffer.from(CRAFTED);
      const audited = auditedReport({ content, report: parseCsv(CRAFTED) });
      const run = { id: RUN, startedAt: 0, date: '2026-11-21' };
      await keepEvidence(openStore(bucket), run, ACCOUNT, auditResult({ audited }));
      const tables = [...s3.objects].filter(([key]) => key.startsWith('evidence/tables/users/'));
      expect(tables).toHaveLength(1);
      const lines = String(tables[0]?.[1]).trim().split('\n');
      expect(lines.map((line) => JSON.parse(line))).toEqual(
        tableOf([rootRow(), mallory]).map((row) => ({
          ...row,
          run: '2025-06-30T12-00-00Z-0a1b2c',
        })),
      );
    } finally {
      process.env = former;
      await s3.close();
    }
  });

  test('changes nothing of anybody else, whatever the path', () => {
    const bob = userRow('bob', { ...password('2025-01-02T03:04:05Z') });
    const [, honest] = tableOf([rootRow(), bob]);
    const character = fc.constantFrom('\\', '"', ',', "'", '{', '}', '[', ':', '/', 'n', 'u', '0');
    const paths = fc.array(character, { maxLength: 30 }).map((list) => `/${list.join('')}/`);
    fc.assert(
      fc.property(paths, (crafted) => {
        const eve = userAt('eve', crafted.replaceAll(/\/+/g, '/'));
        const table = tableOf([rootRow(), eve, bob]);
        expect(table).toHaveLength(3);
        expect(table[1]).toMatchObject({ user: 'eve', arn: eve.arn, mfa_active: false });
        expect(table[2]).toEqual(honest);
      }),
    );
  });
});

test('texts of any kind stay in their cell', () => {
  const rows = HOSTILE_NAMES.map((name, index) =>
    userRow(`user-${index}`, {
      access_key_1_last_used_service: name,
      additional_credentials_info: `{"mfa_active":true}\u2028${name}`,
    }),
  );
  const table = tableOf([rootRow(), ...rows]).slice(1);
  expect(table.map((row) => row.access_key_1_last_used_service)).toEqual(HOSTILE_NAMES);
  expect(table.map((row) => row.mfa_active)).toEqual(rows.map(() => false));
});
