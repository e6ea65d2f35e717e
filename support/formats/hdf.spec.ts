import { type ContextualizedControl, contextualizeEvaluation, convertFile } from 'inspecjs';
import { AS_OF } from '../../tools/testing/report';
import {
  auditedReport,
  auditResult,
  controlResult,
  HOSTILE_NAMES,
  verdict,
} from '../../tools/testing/result';
import type { Status, Verdict, Waiver } from '../control';
import { DAY } from '../report';
import { type AuditResult, type ControlResult, countByStatus } from '../result';
import { hdf } from './hdf';

const write = (results: readonly ControlResult[], overrides: Partial<AuditResult> = {}) =>
  [...hdf(auditResult({ results, ...overrides }))].join('');

/** As MITRE's own parser reads it. */
function read(text: string) {
  const evaluation = convertFile(text)['1_0_ExecJson'];
  if (!evaluation) throw new Error('is no exec-json');
  const controls = contextualizeEvaluation(evaluation).contains.flatMap(({ contains }) => contains);
  return { ...evaluation, controls };
}

/** What Heimdall shows of each control. */
const shown = (text: string) => read(text).controls.map(({ root }) => root.hdf.status);

const segments = ({ hdf: { segments = [] } }: ContextualizedControl) => segments;

const key = (verdicts: readonly Verdict[], overrides: Partial<ControlResult> = {}) =>
  controlResult('key-age', 'high', verdicts, overrides);

const waiver: Waiver = {
  control: 'key-age',
  subject: 'bob / *',
  reason: 'legacy',
  owner: 'ops',
  approvedBy: 'ciso',
  ticket: 'IAM-1',
  expires: Date.UTC(2026, 0, 31, 23, 59, 59, 999),
};

const one = (status: Status, subject: string = status) =>
  verdict(subject, status, `why ${status}`, status === 'waived' ? { waiver } : {});

const EVERY_STATUS = (
  ['passed', 'failed', 'error', 'waived', 'notApplicable', 'notReviewed'] as const
).map((status) => one(status));

describe('hdf', () => {
  test('writes what inspecjs reads: a control, a result for each verdict', () => {
    const text = write([key(EVERY_STATUS, { requirements: ['1.13'], inputs: { maxAgeDays: 90 } })]);
    expect(read(text).profiles).toMatchInlineSnapshot(`
[
  {
    "attributes": [
      {
        "name": "key-age maxAgeDays",
        "options": {
          "value": 90,
        },
      },
    ],
    "controls": [
      {
        "attestation_data": undefined,
        "code": "{
  "control": "key-age",
  "inputs": {
    "maxAgeDays": 90
  },
  "everybody": true,
  "classes": []
}",
        "desc": "Rationale of key-age.",
        "descriptions": [
          {
            "data": "Rationale of key-age.",
            "label": "rationale",
          },
          {
            "data": "Remediation of key-age.",
            "label": "fix",
          },
        ],
        "id": "house/key-age",
        "impact": 0.7,
        "refs": [],
        "results": [
          {
            "backtrace": undefined,
            "code_desc": "passed",
            "exception": undefined,
            "message": "why passed",
            "resource": undefined,
            "resource_id": undefined,
            "run_time": undefined,
            "skip_message": undefined,
            "start_time": "2025-06-30T12:00:00Z",
            "status": "passed",
          },
          {
            "backtrace": undefined,
            "code_desc": "failed",
            "exception": undefined,
            "message": "why failed",
            "resource": undefined,
            "resource_id": undefined,
            "run_time": undefined,
            "skip_message": undefined,
            "start_time": "2025-06-30T12:00:00Z",
            "status": "failed",
          },
          {
            "backtrace": [
              "why error",
            ],
            "code_desc": "error",
            "exception": "CouldNotCheck",
            "message": "why error",
            "resource": undefined,
            "resource_id": undefined,
            "run_time": undefined,
            "skip_message": undefined,
            "start_time": "2025-06-30T12:00:00Z",
            "status": "error",
          },
          {
            "backtrace": undefined,
            "code_desc": "waived",
            "exception": undefined,
            "message": undefined,
            "resource": undefined,
            "resource_id": undefined,
            "run_time": undefined,
            "skip_message": "why waived Waived until 2026-01-31T23:59:59Z by ciso, owner ops: legacy",
            "start_time": "2025-06-30T12:00:00Z",
            "status": "skipped",
          },
          {
            "backtrace": undefined,
            "code_desc": "notApplicable",
            "exception": undefined,
            "message": undefined,
            "resource": undefined,
            "resource_id": undefined,
            "run_time": undefined,
            "skip_message": "why notApplicable",
            "start_time": "2025-06-30T12:00:00Z",
            "status": "skipped",
          },
          {
            "backtrace": undefined,
            "code_desc": "notReviewed",
            "exception": undefined,
            "message": undefined,
            "resource": undefined,
            "resource_id": undefined,
            "run_time": undefined,
            "skip_message": "why notReviewed",
            "start_time": "2025-06-30T12:00:00Z",
            "status": "skipped",
          },
        ],
        "source_location": {
          "line": undefined,
          "ref": "controls/key-age.test.ts",
        },
        "tags": {
          "control": "key-age",
          "nist": [
            "AC-2",
          ],
          "requirements": [
            "1.13",
          ],
          "severity": "high",
        },
        "title": "Title of key-age",
        "waiver_data": {
          "expiration_date": "2026-01-31",
          "justification": "bob / *: legacy (until 2026-01-31, approved by ciso)",
          "message": "1 of 6 subjects are waived",
          "run": true,
          "skipped_due_to_waiver": false,
          "waivers": [
            {
              "approvedBy": "ciso",
              "expires": "2026-01-31",
              "owner": "ops",
              "reason": "legacy",
              "subject": "bob / *",
              "ticket": "IAM-1",
            },
          ],
        },
      },
    ],
    "copyright": undefined,
    "copyright_email": undefined,
    "depends": undefined,
    "description": undefined,
    "groups": [
      {
        "controls": [
          "house/key-age",
        ],
        "id": "1.13",
        "title": "1.13",
      },
    ],
    "inspec_version": undefined,
    "license": undefined,
    "maintainer": undefined,
    "name": "house",
    "parent_profile": undefined,
    "sha256": "e3ac979d284f4ecedd50a8489fc74a42ae9d88e3ad95eb0d96df0ce05cbd945b",
    "skip_message": undefined,
    "status": "loaded",
    "status_message": undefined,
    "summary": undefined,
    "supports": [
      {
        "os-family": undefined,
        "os-name": undefined,
        "platform": "aws",
        "platform-family": undefined,
        "platform-name": undefined,
        "release": undefined,
      },
    ],
    "title": "House policy",
    "version": "0.0.0",
  },
]
`);
  });

  test('has as many results of each status as there are verdicts', () => {
    const verdicts = Array.from(
      { length: 1234 },
      (_, n) => EVERY_STATUS[n % 5] ?? one('passed'),
    ).map((each, n) => ({ ...each, subject: `user ${n}` }));
    const { controls } = read(write([key(verdicts), key(verdicts, { id: 'mfa' })]));
    const { passed, failed, error, ...skipped } = countByStatus(verdicts);
    for (const control of controls) {
      const statuses = segments(control).map(({ status }) => status);
      const count = (wanted: string) => statuses.filter((status) => status === wanted).length;
      expect(['passed', 'failed', 'error'].map(count)).toEqual([passed, failed, error]);
      expect(count('skipped')).toBe(Object.values(skipped).reduce((sum, each) => sum + each, 0));
    }
  });

  test.each<[string, Status[], string]>([
    ['all passed', ['passed', 'passed'], 'Passed'],
    ['one failed', ['passed', 'failed', 'notApplicable'], 'Failed'],
    ['one could not be checked', ['passed', 'error', 'failed'], 'Profile Error'],
    ['nothing was reviewed', ['notReviewed'], 'Not Reviewed'],
    ['nothing applies', ['notApplicable', 'notApplicable'], 'Not Applicable'],
    ['some do not apply', ['passed', 'notApplicable'], 'Passed'],
    ['a waived one beside a failure', ['waived', 'failed'], 'Failed'],
    ['a waived one beside an error', ['waived', 'error'], 'Profile Error'],
    ['a waived one alone', ['waived'], 'Not Applicable'],
    ['a waived one among passes', ['passed', 'waived', 'notApplicable'], 'Not Applicable'],
    ['a waived one beside what was not reviewed', ['waived', 'notReviewed'], 'Not Reviewed'],
  ])('Heimdall shows a control where %s', (_, statuses, status) => {
    const verdicts = statuses.map((each, n) => one(each, `user ${n}`));
    expect(shown(write([key(verdicts)]))).toEqual([status]);
  });

  test('a failure shows also where another profile has the same control', () => {
    const results = [
      key([one('passed')], { profile: 'cis' }),
      key([one('failed')], { profile: 'house' }),
      key([one('error')], { profile: undefined }),
    ];
    expect(shown(write(results))).toEqual(['Passed', 'Failed', 'Profile Error']);
    expect(read(write(results)).profiles.map(({ name }) => name)).toEqual([
      'cis',
      'house',
      'iamspec',
    ]);
  });

  test('only an error has a backtrace', () => {
    const parsed: { profiles: { controls: { results: Record<string, unknown>[] }[] }[] } =
      JSON.parse(write([key(EVERY_STATUS)]));
    const results = parsed.profiles[0]?.controls[0]?.results ?? [];
    const traced = results.filter((each) => 'backtrace' in each);
    expect(traced).toMatchObject([{ status: 'error', backtrace: ['why error'] }]);
  });

  test.each([
    ['low', 0.3],
    ['medium', 0.5],
    ['high', 0.7],
    ['critical', 0.9],
  ] as const)('severity %s is impact %d', (severity, impact) => {
    const failed = verdict('alice', 'failed', '-', { severity });
    const [control] = read(write([key([failed])])).controls;
    expect(control?.data).toMatchObject({ impact, tags: { severity } });
    expect(control?.hdf.severity).toBe(severity);
    const idle = verdict('alice', 'notApplicable', '-', { severity });
    expect(read(write([key([idle])])).controls[0]?.hdf.severity).toBe(severity);
  });

  test('a waiver is told in full, an expired one too', () => {
    const expired = {
      ...waiver,
      subject: 'carol',
      ticket: undefined,
      expires: waiver.expires - DAY,
    };
    const verdicts = [
      verdict('bob / access key 1', 'waived', '-', { waiver }),
      verdict('bob / access key 2', 'waived', '-', { waiver }),
      verdict('carol', 'failed', '-', { waiver: expired }),
    ];
    const [control] = read(write([key(verdicts)])).profiles[0]?.controls ?? [];
    const { reason, owner, approvedBy } = waiver;
    expect(control?.waiver_data).toEqual({
      justification:
        'bob / *: legacy (until 2026-01-31, approved by ciso)\n' +
        'carol: legacy (until 2026-01-30, approved by ciso)',
      expiration_date: '2026-01-30',
      run: true,
      skipped_due_to_waiver: false,
      message: '2 of 3 subjects are waived',
      waivers: [
        { subject: 'bob / *', reason, owner, approvedBy, ticket: 'IAM-1', expires: '2026-01-31' },
        { subject: 'carol', reason, owner, approvedBy, ticket: null, expires: '2026-01-30' },
      ],
    });
  });

  test('names hold nothing that varies from run to run', () => {
    const names = (text: string) =>
      read(text).controls.map((control) => [
        control.data.id,
        segments(control).map(({ code_desc }) => code_desc),
      ]);
    const aged = EVERY_STATUS.map((each) => ({ ...each, reason: 'a day older', measured: 7 }));
    const run = { ...auditResult().run, id: 'another', startedAt: AS_OF + DAY };
    expect(names(write([key(aged, { start: AS_OF + DAY })], { run }))).toEqual(
      names(write([key(EVERY_STATUS)])),
    );
  });

  test('two results about one subject have two names', () => {
    const [control] = read(write([key([one('passed', 'alice'), one('error', 'alice')])])).controls;
    expect(control && segments(control).map(({ code_desc }) => code_desc)).toEqual([
      'alice',
      'alice (2)',
    ]);
  });

  test('hostile names survive', () => {
    const verdicts = HOSTILE_NAMES.map((name) => verdict(name, 'failed', name));
    const [control] = read(write([key(verdicts, { profile: '</script>"' })])).controls;
    const results = control ? segments(control) : [];
    expect(results.map(({ code_desc }) => code_desc)).toEqual(HOSTILE_NAMES);
    expect(results.map(({ message }) => message)).toEqual(HOSTILE_NAMES);
  });

  test('the hash of a profile is that of the policy, not of what came out', () => {
    const hash = (overrides: Partial<ControlResult>, verdicts = EVERY_STATUS) =>
      read(write([key(verdicts, overrides), key(verdicts, { id: 'mfa' })])).profiles[0]?.sha256;
    const inputs = { maxAgeDays: 90 };
    expect(hash({ inputs })).toMatch(/^[0-9a-f]{64}$/);
    expect(hash({ inputs, start: 7, milliseconds: 9 }, [one('passed')])).toBe(hash({ inputs }));
    expect(hash({ inputs: { maxAgeDays: 91 } })).not.toBe(hash({ inputs }));
    expect(hash({ inputs, requirements: ['1.13'] })).not.toBe(hash({ inputs }));
  });

  test('the sample account says so', () => {
    const text = write([key(EVERY_STATUS)], { audited: auditedReport({}, '000000000000') });
    expect(read(text)).toMatchObject({
      platform: { name: 'aws', release: '000000000000', target_id: '000000000000 (DEMO)' },
      profiles: [{ title: 'DEMO: House policy' }],
    });
  });

  test('a partial run says so', () => {
    const left = key([], { id: 'mfa', notRun: 3 });
    const [profile] = read(write([key([one('passed')], { notRun: 4 }), left])).profiles;
    expect(profile?.status_message).toBe('PARTIAL RUN: a filter left out 7');
  });

  test('the run and its report are passed through', () => {
    const parsed: unknown = JSON.parse(write([key(EVERY_STATUS)], { waivers: [waiver] }));
    expect(parsed).toMatchObject({
      version: '0.0.0',
      passthrough: {
        auxiliary_data: [
          {
            name: 'iamspec',
            data: {
              run: { id: '2025-06-30T12-00-00Z-0a1b2c', startedAt: '2025-06-30T12:00:00Z' },
              account: '111122223333',
              source: 'live',
              asOf: '2025-06-30T12:00:00Z',
              asOfSource: 'GeneratedTime',
              reportSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
              exitCode: 1,
              waivers: [{ control: 'key-age', owner: 'ops', expires: '2026-01-31' }],
            },
          },
        ],
      },
    });
  });

  test('without a report, Heimdall shows an error', () => {
    const text = write([], { audited: undefined, problems: ['no credentials'], exitCode: 2 });
    expect(shown(text)).toEqual(['Profile Error']);
    expect(read(text).platform).toMatchObject({
      release: 'unknown',
      target_id: 'unknown (no report)',
    });
  });
});
