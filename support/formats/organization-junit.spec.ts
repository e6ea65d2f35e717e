import { manifestOf, orgAccount } from '../../tools/testing/organization';
import { againstSchema, readSuites } from '../../tools/testing/read-junit';
import { auditResult, controlResult, verdict } from '../../tools/testing/result';
import type { AuditResult } from '../result';
import { recordOf, skippedRecord } from '../result/organization-record';
import { sumUpOrganization } from '../result/organization-result';
import { junit } from '.';
import { organizationJunit } from './organization-junit';

const FILES = (id: string) => ({ junit: `${id}/junit.xml` });

/** The merged file of accounts with these results; undefined: the file is not there. */
function merge(
  results: Readonly<Record<string, AuditResult | undefined>>,
  planned = Object.keys(results),
) {
  const texts = new Map(
    Object.entries(results).map(([id, result]) => [
      `${id}/junit.xml`,
      result && [...junit(result)].join(''),
    ]),
  );
  const records = Object.entries(results).map(([id, result = auditResult()]) =>
    recordOf(orgAccount(id), result, FILES(id), 0),
  );
  return write(records, planned, (path) => texts.get(path));
}

function write(
  records: Parameters<typeof sumUpOrganization>[1],
  planned: readonly string[],
  read: (path: string) => string | undefined,
  problems: readonly string[] = [],
) {
  const result = sumUpOrganization(manifestOf(planned), records, problems);
  const reader = { head: (path: string) => read(path)?.slice(0, 1024), whole: read };
  return [...organizationJunit(result, reader)].join('');
}

const withVerdicts = (...subjects: string[]) =>
  auditResult({
    results: [
      controlResult('key-age', 'high', [
        ...subjects.map((subject) => verdict(subject, 'failed', 'is old')),
        verdict('fine', 'passed', '-'),
        verdict('accepted', 'waived', 'by <carol>'),
      ]),
      controlResult('mfa', 'high', [verdict('alice', 'passed', '-')], { milliseconds: 1234 }),
      controlResult('empty', 'high', []),
    ],
  });

const names = (xml: string) => readSuites(xml).map(({ name }) => name);

describe('the merged JUnit file', () => {
  test('has a suite for each account and control, with its cases, and the sums', async () => {
    const xml = merge({ 2: withVerdicts('a'), 1: withVerdicts('a', 'b') });
    expect(names(xml)).toEqual([
      '000000000001 › house › key-age',
      '000000000001 › house › mfa',
      '000000000002 › house › key-age',
      '000000000002 › house › mfa',
    ]);
    expect(xml).toMatch(
      /<testsuites name="iamspec" tests="9" failures="3" errors="0" time="2\.468">/,
    );
    expect(readSuites(xml)[0]).toMatchObject({
      counts: { tests: 4, failures: 2, errors: 0, skipped: 1 },
    });
    expect(await againstSchema([xml])).toEqual([]);
  });

  test('stays whole whatever the subjects are called', async () => {
    const hostile = ['<testsuite name="x">', '</testsuites>', '$1 $& $$', ']]>', '" name="x'];
    const xml = merge({ 1: withVerdicts(...hostile) });
    const [suite] = readSuites(xml);
    expect(suite?.cases.slice(0, 5).map(({ name }) => name)).toEqual(hostile);
    expect(names(xml)).toHaveLength(2);
    expect(await againstSchema([xml])).toEqual([]);
  });

  test('holds what could not be checked, what was not reported, what cannot be entered', async () => {
    const records = [
      skippedRecord(orgAccount('1'), 'it is suspended (SUSPENDED)', auditResult().run.id, 0),
      recordOf(orgAccount('2'), auditResult({ exitCode: 2, problems: ['refused'] }), FILES('2'), 0),
    ];
    const xml = write(records, ['1', '2', '3'], () => undefined, ['The run was interrupted.']);
    const [suite, ...more] = readSuites(xml);
    expect(more).toEqual([]);
    expect(suite?.name).toBe('organization › accounts');
    expect(suite?.cases.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['run, problem 1', 'error'],
      ['run, problem 2', 'error'],
      ['000000000003', 'error'],
      ['000000000001', 'skipped'],
      ['000000000002', 'error'],
    ]);
    expect(suite?.cases.map(({ message }) => message)).toContain(
      '000000000002: could not be checked, its JUnit file cannot be read (refused).',
    );
    expect(suite?.cases).toContainEqual(
      expect.objectContaining({
        name: '000000000001',
        message: 'not applicable: it is suspended (SUSPENDED)',
      }),
    );
    expect(await againstSchema([xml])).toEqual([]);
  });

  test.each(['', '<testsuites', 'no XML'])(
    'an account whose file is damaged is an error: %j',
    async (text) => {
      const record = recordOf(orgAccount('1'), withVerdicts('a'), FILES('1'), 0);
      const xml = write([record], ['1'], () => text);
      expect(readSuites(xml)).toMatchObject([
        { cases: [{ name: '000000000001', outcome: 'error' }] },
      ]);
      expect(await againstSchema([xml])).toEqual([]);
    },
  );

  test('of no account is a file all the same', async () => {
    const xml = write([], [], () => undefined);
    expect(names(xml)).toEqual([]);
    expect(await againstSchema([xml])).toEqual([]);
  });

  test('holds the file of one account at a time', () => {
    const text = [...junit(withVerdicts('a'))].join('');
    const records = ['1', '2', '3'].map((id) =>
      recordOf(orgAccount(id), withVerdicts('a'), FILES(id), 0),
    );
    const read: string[] = [];
    const result = sumUpOrganization(manifestOf(['1', '2', '3']), records, []);
    const whole = (path: string) => {
      read.push(path);
      return text;
    };
    const pieces = organizationJunit(result, { head: () => text.slice(0, 1024), whole })[
      Symbol.iterator
    ]();
    for (let piece = 0; piece < 4; piece++) pieces.next();
    expect(read).toEqual(['1/junit.xml']);
  });
});
