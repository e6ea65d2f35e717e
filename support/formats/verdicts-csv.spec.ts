import { parse } from 'csv-parse/sync';
import {
  auditedReport,
  auditResult,
  controlResult,
  HOSTILE_NAMES,
  verdict,
} from '../../tools/testing/result';
import { fullReason, type Verdict } from '../control';
import { type AuditResult, unguardCell } from '../result';
import { verdictsCsv } from './verdicts-csv';

const write = (verdicts: readonly Verdict[], overrides: Partial<AuditResult> = {}) => {
  const control = controlResult('key-age', 'high', verdicts, { requirements: ['1.10'] });
  return [...verdictsCsv(auditResult({ results: [control], ...overrides }))].join('');
};

const read = (text: string): Record<string, string>[] =>
  parse(text, { bom: true, columns: true, record_delimiter: '\n' });

const waiver = {
  control: 'key-age',
  subject: 'bob',
  reason: 'legacy;=1+1',
  owner: 'ops',
  approvedBy: '@ciso',
  ticket: 'IAM-1',
  expires: Date.UTC(2026, 0, 31, 23, 59, 59, 999),
};

const HOSTILE = [
  ...HOSTILE_NAMES,
  '+x',
  '-x',
  '-1',
  '@x',
  '=1+1',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  ' =1+1',
  '\u00a0=1+1',
  '"=1+1',
  "'=1+1",
  "''=1+1",
  'x"y',
  'a;=1+1',
  'a, "=1+1"',
  'a\n\n=1+1',
  'a\t@SUM(A1)',
  'a|=1+1',
  '＝1+1',
  '\u200f=1+1',
  '\u202e=1+1',
  '\ufeff=1+1',
  '\u0000=1+1',
  'שלום\u200f,=1+1',
];

// A program may split at any of these, in spite of quotes, and ignore what is not seen.
const SPLIT = /[,;|\t\r\n]/;
const isFormula = (cell: string) => /^[\s\p{C}"]*[=+\-@＝＋－＠]/u.test(cell);

describe('verdictsCsv', () => {
  test('writes a table of the verdicts', () => {
    const text = write([
      verdict('alice', 'passed', 'young, very', { measured: 1.5, limit: 90 }),
      verdict('bob', 'waived', 'old', { measured: false, limit: true, fix: 'rotate', waiver }),
    ]);
    expect(text).toMatchInlineSnapshot(`
"﻿profile,control,severity,subject,arn,status,measured,limit,reason,fix,requirements,class,waiverReason,waiverOwner,waiverApprovedBy,waiverTicket,waiverExpires,asOf,source,owner,ownerBy,dueAt
house,key-age,high,alice,,passed,1.5,90,"young, very",,'1.10,,,,,,,2025-06-30T12:00:00Z,live,,,
house,key-age,high,bob,,waived,false,true,"old Waived until 2026-01-31T23:59:59Z by @ciso, owner ops: legacy;'=1+1",rotate,'1.10,,legacy;'=1+1,ops,'@ciso,IAM-1,2026-01-31,2025-06-30T12:00:00Z,live,,,
"
`);
  });

  test('begins with a byte order mark, has lines that end in LF, and as many as verdicts', () => {
    const verdicts = Array.from({ length: 1234 }, (_, n) => verdict(`user ${n}`, 'passed', '-'));
    const text = write(verdicts);
    expect(text.startsWith('\ufeffprofile,')).toBe(true);
    expect(text).not.toContain('\r');
    expect(read(text)).toHaveLength(1234);
  });

  test('hostile texts are no formulas, in whichever cell, and can be read back', () => {
    const verdicts = HOSTILE.map((text, n) =>
      verdict(`${text}`, 'waived', text, {
        arn: text,
        measured: text,
        limit: n,
        fix: text,
        class: text,
        waiver: { ...waiver, reason: text, owner: text, approvedBy: text, ticket: text },
      }),
    );
    const rows = read(write(verdicts));
    const columns = ['subject', 'arn', 'measured', 'reason', 'fix', 'class', 'waiverOwner'];
    for (const column of [...columns, 'waiverReason', 'waiverApprovedBy', 'waiverTicket']) {
      const cells = rows.map((row) => row[column] ?? '');
      expect(cells.flatMap((cell) => cell.split(SPLIT)).filter(isFormula)).toEqual([]);
      const texts = column === 'reason' ? verdicts.map(fullReason) : HOSTILE;
      expect(cells.map(unguardCell)).toEqual(texts);
    }
  });

  test('nor are they where a program splits the raw lines at another separator', () => {
    const verdicts = HOSTILE.map((text) => verdict(text, 'failed', text, { fix: text }));
    expect(write(verdicts).split(SPLIT).filter(isFormula)).toEqual([]);
  });

  test('numbers stay numbers, negative ones too', () => {
    const [row] = read(write([verdict('alice', 'failed', '-', { measured: -1.5, limit: 0 })]));
    expect(row).toMatchObject({ measured: '-1.5', limit: '0' });
  });

  test('a name that looks like a number or a date is kept as it is', () => {
    const names = ['1.10', '2023-01-01', '007', '1E5', '12:30', 'v1.10', 'doe,jane', "'1.10"];
    const cells = read(write(names.map((name) => verdict(name, 'passed', '-'))));
    expect(cells.map(({ subject = '' }) => subject)).toEqual([
      "'1.10",
      "'2023-01-01",
      "'007",
      "'1E5",
      "'12:30",
      'v1.10',
      'doe,jane',
      "''1.10",
    ]);
    expect(cells.map(({ subject = '' }) => unguardCell(subject))).toEqual(names);
  });

  test('the sample account says so in every line; without a report, that there is none', () => {
    const verdicts = [verdict('alice', 'passed', '-'), verdict('bob', 'passed', '-')];
    const demo = write(verdicts, { audited: auditedReport({}, '000000000000') });
    expect(read(demo).map(({ source }) => source)).toEqual(['DEMO', 'DEMO']);
    const none = write([], { audited: undefined, problems: ['no credentials'] });
    expect(read(none)).toMatchObject([{ status: 'error', asOf: '', source: 'no report' }]);
  });
});
