import { readWorkbook } from '../../tools/testing/read-workbook';
import {
  auditedReport,
  auditResult,
  controlResult,
  HOSTILE_NAMES,
  reportNaming,
  verdict,
} from '../../tools/testing/result';
import type { Waiver } from '../control';
import type { AuditResult } from '../result';
import { userRows } from './users-table';
import { xlsx } from './xlsx';

const write = (overrides: Partial<AuditResult> = {}) => readWorkbook(xlsx(auditResult(overrides)));

const USER = 'arn:aws:iam::111122223333:user/alice';

const waiver: Waiver = {
  control: 'key-age',
  subject: 'carol',
  reason: 'legacy',
  owner: 'ops',
  approvedBy: 'ciso',
  ticket: 'IAM-1',
  expires: Date.UTC(2026, 0, 31, 23, 59, 59, 999),
};

const EVERY_STATUS = [
  verdict('alice / access key 1', 'passed', 'young', { arn: USER, measured: 1.5, limit: 90 }),
  verdict('bob / access key 1', 'failed', 'old', { fix: 'rotate', class: 'bot', since: 0 }),
  verdict('carol', 'waived', 'old.', { waiver, fix: 'rotate' }),
  verdict('dave', 'error', 'could not be checked'),
  verdict('erin', 'notReviewed', 'not told'),
  verdict('frank', 'notApplicable', 'has no key'),
];

const results = [
  controlResult('key-age', 'high', EVERY_STATUS, {
    inputs: { maxAgeDays: 90 },
    requirements: ['1.10', '1.13'],
  }),
];

/** The rows of a sheet, each by its headings. */
function records([head = [], ...rows]: readonly unknown[][] = []) {
  return rows.map((row) =>
    Object.fromEntries(head.map((name, index) => [name, row[index] ?? null])),
  );
}

describe('xlsx', () => {
  test('has its sheets, also where there is nothing to tell', () => {
    const names = ['Summary', 'Population', 'Verdicts', 'Exceptions', 'Limits', 'Not decidable'];
    expect(Object.keys(write({ results }))).toEqual(names);
    expect(Object.keys(write({ audited: undefined, problems: ['no credentials'] }))).toEqual(names);
  });

  test('says whose report it was, of when, and what came out', () => {
    expect(Object.fromEntries(write({ results }).Summary ?? [])).toMatchObject({
      account: '111122223333',
      source: 'live',
      'as of': '2025-06-30T12:00:00Z',
      'users, with root': 3,
      run: '2025-06-30T12-00-00Z-0a1b2c',
      profile: 'house, House policy',
      outcome: 'FAILED',
      'exit code': 1,
      verdicts: 6,
      failed: 1,
      'could not be checked': 1,
      waived: 1,
      'failed, high': 1,
    });
  });

  test('has everybody, as the table of users has them', () => {
    const report = reportNaming(HOSTILE_NAMES);
    const { Population } = write({ audited: auditedReport({ report }) });
    expect(records(Population)).toEqual(userRows(report));
  });

  test('has every verdict', () => {
    const verdicts = records(write({ results }).Verdicts);
    expect(verdicts.map(({ subject, status }) => [subject, status])).toEqual([
      ['alice / access key 1', 'passed'],
      ['bob / access key 1', 'failed'],
      ['carol', 'waived'],
      ['dave', 'could not be checked'],
      ['erin', 'not reviewed'],
      ['frank', 'not applicable'],
    ]);
    expect(verdicts[0]).toMatchObject({ arn: USER, measured: 1.5, limit: 90 });
    expect(verdicts[1]).toEqual({
      profile: 'house',
      control: 'key-age',
      severity: 'high',
      subject: 'bob / access key 1',
      arn: null,
      status: 'failed',
      measured: null,
      limit: null,
      since: '1970-01-01T00:00:00Z',
      reason: 'old',
      remediation: 'rotate',
      requirements: '1.10, 1.13',
      owner: null,
      'owner by': null,
      due: null,
      class: 'bot',
      'waived until': null,
    });
    expect(verdicts[2]).toMatchObject({
      reason: 'old. Waived until 2026-01-31T23:59:59Z by ciso, owner ops: legacy',
      'waived until': '2026-01-31',
    });
  });

  test('hostile names stay what they are', () => {
    const verdicts = HOSTILE_NAMES.map((name) =>
      verdict(name, 'failed', name, { arn: name, measured: name, fix: name, class: name }),
    );
    const written = records(write({ results: [controlResult('mfa', 'low', verdicts)] }).Verdicts);
    for (const column of ['subject', 'arn', 'measured', 'reason', 'remediation', 'class']) {
      expect(written.map((row) => row[column])).toEqual(HOSTILE_NAMES);
    }
  });

  test('says of each exception what became of it', () => {
    const ofOthers = { ...waiver, subject: 'nobody', ticket: undefined };
    const expired = { ...waiver, subject: 'bob / *', expires: Date.UTC(2025, 5, 29) };
    const idle = { ...waiver, subject: 'alice / *' };
    const soon = { ...waiver, subject: 'grace', expires: Date.UTC(2025, 6, 1) };
    const waived = verdict('grace', 'waived', 'old', { waiver: soon });
    const judged = [controlResult('key-age', 'high', [...EVERY_STATUS, waived])];
    const waivers = [waiver, ofOthers, expired, idle, soon];
    const { Exceptions } = write({ results: judged, waivers });
    expect(
      records(Exceptions).map(({ subject, state, ...row }) => [
        subject,
        state,
        row['verdicts waived'],
      ]),
    ).toEqual([
      ['carol', 'in use', 1],
      ['nobody', 'matches nobody', 0],
      ['bob / *', 'expired', 0],
      ['alice / *', 'not needed', 0],
      ['grace', 'in use, ends soon', 1],
    ]);
    expect(records(Exceptions)[0]).toMatchObject({
      control: 'key-age',
      reason: 'legacy',
      owner: 'ops',
      'approved by': 'ciso',
      ticket: 'IAM-1',
      expires: '2026-01-31',
    });
  });

  test('says what the controls were held to, and how often', () => {
    expect(records(write({ results }).Limits)).toEqual([
      {
        profile: 'house',
        control: 'key-age',
        title: 'Title of key-age',
        severity: 'high',
        limits: 'maxAgeDays: 90',
        'other limits of classes': null,
        requirements: '1.10, 1.13',
        NIST: 'AC-2',
        'could not be checked': 1,
        failed: 1,
        'not reviewed': 1,
        waived: 1,
        passed: 1,
        'not applicable': 1,
        'left out by a filter': 0,
      },
    ]);
  });

  test('says what a report cannot decide, and why', () => {
    const notDecidable = { '1.10': 'Hardware is not told.', '9.9': 'Contacts are not told.' };
    const profiles = [{ name: 'house', title: 'House', source: undefined, notDecidable }];
    expect(records(write({ results, profiles })['Not decidable'])).toEqual([
      {
        profile: 'house',
        requirement: '1.10',
        state: 'could not be checked',
        'controls for a part of it': 'key-age',
        why: 'Hardware is not told.',
      },
      {
        profile: 'house',
        requirement: '9.9',
        state: 'not decidable by a credential report',
        'controls for a part of it': null,
        why: 'Contacts are not told.',
      },
    ]);
  });

  test('without a report, says what could not be checked', () => {
    const sheets = write({ audited: undefined, problems: ['no credentials'], exitCode: 2 });
    expect(sheets.Summary).toContainEqual(['problem', 'no credentials']);
    expect(sheets.Summary).toContainEqual(['outcome', 'COULD NOT CHECK']);
    expect(records(sheets.Verdicts)).toMatchObject([
      { control: 'audit', status: 'could not be checked' },
    ]);
    expect(sheets.Population).toEqual([['user']]);
  });

  test('the sample account is one on each sheet', () => {
    const names = Object.keys(write({ results, audited: auditedReport({}, '000000000000') }));
    expect(names.every((name) => name.startsWith('DEMO '))).toBe(true);
  });

  test('equal results give equal bytes', () => {
    const result = auditResult({ results });
    expect(Buffer.compare(xlsx(result), xlsx({ ...result }))).toBe(0);
  });
});
