import { z } from 'zod';
import { againstJsonSchema } from '../../tools/testing/json-schema';
import { AS_OF, csv, parseCsv, rootRow } from '../../tools/testing/report';
import {
  auditedReport,
  auditResult,
  controlResult,
  HOSTILE_NAMES,
  verdict,
} from '../../tools/testing/result';
import type { Severity, Verdict } from '../control';
import { DAY } from '../report';
import { type AuditResult, type ControlResult, unjudged } from '../result';
import { asff } from './asff';
import { sarif } from './sarif';

const text = (longest = Number.POSITIVE_INFINITY) => z.string().regex(/\S/).max(longest);
const LEVEL = z.enum(['note', 'warning', 'error']);
const RULE = z.strictObject({
  id: text(),
  name: text(255),
  shortDescription: z.strictObject({ text: text(1024) }),
  fullDescription: z.strictObject({ text: text(1024) }),
  help: z.strictObject({ text: text() }),
  defaultConfiguration: z.strictObject({ level: LEVEL }),
  properties: z.strictObject({
    tags: z.array(text()).max(20),
    precision: z.literal('very-high'),
    'security-severity': z.string().regex(/^\d\.\d$/),
  }),
});
const PLACE = z.object({
  artifactLocation: z.strictObject({ uri: text() }),
  region: z.strictObject({
    startLine: z.int().min(1),
    startColumn: z.int().min(1),
    endLine: z.int().min(1),
    endColumn: z.int().min(2),
  }),
});
const RESULT = z.strictObject({
  ruleId: text(),
  ruleIndex: z.int().min(0),
  level: LEVEL,
  message: z.strictObject({ text: text() }),
  locations: z.tuple([z.strictObject({ physicalLocation: PLACE })]),
  partialFingerprints: z.strictObject({ primaryLocationLineHash: text(), 'iamspec/v1': text() }),
  suppressions: z.array(z.looseObject({ kind: z.literal('external'), justification: z.string() })),
  properties: z.looseObject({ subject: z.string(), status: text() }),
});
const NOTIFICATION = z.object({ level: LEVEL, message: z.object({ text: text() }) });

/**
 * What GitHub code scanning demands of what is written, besides the schema:
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
const LOG = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z.tuple([
    z.strictObject({
      tool: z.object({ driver: z.looseObject({ name: text(), rules: z.array(RULE).max(25_000) }) }),
      automationDetails: z.object({ id: text() }),
      invocations: z.tuple([
        z.looseObject({
          executionSuccessful: z.boolean(),
          exitCode: z.int(),
          toolExecutionNotifications: z.array(NOTIFICATION),
        }),
      ]),
      columnKind: z.literal('utf16CodeUnits'),
      properties: z.looseObject({ source: text() }),
      results: z.array(RESULT),
    }),
  ]),
});

function write(results: readonly ControlResult[], overrides: Partial<AuditResult> = {}) {
  const written = JSON.parse([...sarif(auditResult({ results, ...overrides }))].join(''));
  expect(againstJsonSchema('sarif-2.1.0', written)).toEqual([]);
  const [run] = LOG.parse(written).runs;
  const { rules } = run.tool.driver;
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  expect(run.results.map(({ ruleIndex }) => rules[ruleIndex]?.id)).toEqual(
    run.results.map(({ ruleId }) => ruleId),
  );
  const [invocation] = run.invocations;
  return { ...run, rules, invocation };
}

const key = (verdicts: readonly Verdict[], overrides: Partial<ControlResult> = {}) =>
  controlResult('key-age', 'high', verdicts, { requirements: ['1.13'], ...overrides });

const USER = 'arn:aws:iam::111122223333:user/alice';
const waiver = {
  control: 'key-age',
  subject: 'carol*',
  reason: 'legacy',
  owner: 'ops',
  approvedBy: 'ciso',
  ticket: 'IAM-1',
  expires: Date.UTC(2026, 0, 31, 23, 59, 59, 999),
};
const PASSED = verdict('alice / access key 1', 'passed', 'young', { arn: USER });
const FAILED = verdict('bob / access key 1', 'failed', 'old', { arn: USER, fix: 'rotate' });
const EVERY_STATUS = [
  PASSED,
  FAILED,
  verdict('carol', 'waived', 'old', { waiver, fix: 'rotate' }),
  verdict('dave', 'error', 'could not be checked'),
  verdict('erin', 'notReviewed', 'not told'),
  verdict('frank', 'notApplicable', 'has no key'),
];

const places = ({ results }: ReturnType<typeof write>) =>
  results.map(({ locations: [{ physicalLocation: place }] }) => [
    place.artifactLocation.uri,
    place.region.startLine,
  ]);

describe('sarif', () => {
  test('a rule for each control, a result for what failed, is waived or could not be checked', () => {
    const { rules, results } = write([key(EVERY_STATUS, { inputs: { maxAgeDays: 90 } })]);
    expect(rules).toMatchInlineSnapshot(`
[
  {
    "defaultConfiguration": {
      "level": "error",
    },
    "fullDescription": {
      "text": "Rationale of key-age.",
    },
    "help": {
      "text": "Remediation of key-age.

Limits: maxAgeDays 90",
    },
    "id": "house/key-age",
    "name": "key-age",
    "properties": {
      "precision": "very-high",
      "security-severity": "8.0",
      "tags": [
        "security",
        "house 1.13",
        "NIST.800-53.r5 AC-2",
      ],
    },
    "shortDescription": {
      "text": "Title of key-age",
    },
  },
]
`);
    expect(results[0]).toMatchInlineSnapshot(`
{
  "level": "error",
  "locations": [
    {
      "physicalLocation": {
        "artifactLocation": {
          "uri": "package.json",
        },
        "region": {
          "endColumn": 2,
          "endLine": 1,
          "startColumn": 1,
          "startLine": 1,
        },
      },
    },
  ],
  "message": {
    "text": "old",
  },
  "partialFingerprints": {
    "iamspec/v1": "iamspec/111122223333/house/key-age/60a571f067e4aaf7e21527e4b9f73450",
    "primaryLocationLineHash": "iamspec/111122223333/house/key-age/60a571f067e4aaf7e21527e4b9f73450",
  },
  "properties": {
    "arn": "arn:aws:iam::111122223333:user/alice",
    "fix": "rotate",
    "status": "failed",
    "subject": "bob / access key 1",
  },
  "ruleId": "house/key-age",
  "ruleIndex": 0,
  "suppressions": [],
}
`);
    expect(results.map(({ properties: { status } }) => status)).toEqual([
      'failed',
      'waived',
      'error',
    ]);
  });

  test.each<[Severity, string, string]>([
    ['low', 'note', '3.0'],
    ['medium', 'warning', '5.5'],
    ['high', 'error', '8.0'],
    ['critical', 'error', '9.5'],
  ])('severity %s: level %s, security severity %s', (severity, level, score) => {
    const failed = { ...FAILED, severity };
    const unknown = unjudged({ profile: 'house', id: 'unknown', start: 0 }, [failed]);
    const { rules, results } = write([controlResult('key-age', severity, [failed]), unknown]);
    expect(results.map((each) => each.level)).toEqual([level, level]);
    for (const { defaultConfiguration, properties } of rules) {
      expect(defaultConfiguration.level).toBe(level);
      expect(properties['security-severity']).toBe(score);
    }
  });

  test('a waived failure is suppressed with who accepted it, an expired one is not', () => {
    const lapsed = verdict('gina', 'failed', 'old', { waiver });
    const rebuilt = verdict('hugo', 'waived', 'old. Waived until then');
    const { results } = write([key([...EVERY_STATUS, lapsed, rebuilt])]);
    expect(results.map(({ suppressions }) => suppressions)).toEqual([
      [],
      [
        {
          kind: 'external',
          status: 'accepted',
          justification: 'legacy',
          properties: {
            subject: 'carol*',
            reason: 'legacy',
            owner: 'ops',
            approvedBy: 'ciso',
            ticket: 'IAM-1',
            expires: '2026-01-31',
          },
        },
      ],
      [],
      [],
      [{ kind: 'external', status: 'accepted', justification: 'old. Waived until then' }],
    ]);
    expect(results[3]?.message.text).toMatch(/expired on 2026-01-31/);
  });

  test('is located where the policy selects the control, else in package.json', () => {
    const place = { path: 'profiles/my house.yaml', line: 12 };
    const plain = (id: string) => unjudged({ id, start: 0 }, [FAILED]);
    const policyFiles = ['controls/own/rule.test.ts', 'controls/own/rule-2.test.mts'].map(
      (path) => ({ kind: 'test' as const, path, sha256: 'a'.repeat(64) }),
    );
    const results = [key([FAILED], { place }), key([FAILED], { profile: 'cis' })];
    expect(
      places(
        write([...results, plain('own/rule'), plain('own/rule-2'), plain('lost')], { policyFiles }),
      ),
    ).toEqual([
      ['profiles/my%20house.yaml', 12],
      ['package.json', 1],
      ['controls/own/rule.test.ts', 1],
      ['controls/own/rule-2.test.mts', 1],
      ['package.json', 1],
    ]);
  });

  test('fingerprints are the ids of ASFF, unique, and the same from run to run', () => {
    const results = ['house', 'other', undefined].map((profile) => key(EVERY_STATUS, { profile }));
    const prints = (written: ReturnType<typeof write>) =>
      written.results.map((each) => each.partialFingerprints.primaryLocationLineHash);
    const first = prints(write(results));
    const run = { ...auditResult().run, id: 'another', startedAt: AS_OF + DAY };
    const aged = results.map((each) => ({
      ...each,
      inputs: { maxAgeDays: 1 },
      verdicts: each.verdicts.map((one) => ({ ...one, measured: 7, reason: 'a day older' })),
    }));
    const later = write(aged, { run, audited: auditedReport({ readAt: AS_OF + DAY }) });
    expect(prints(later)).toEqual(first);
    expect(new Set(first).size).toBe(9);
    const findings: readonly { Id: string }[] = JSON.parse(
      [...asff(auditResult({ results }))].join(''),
    );
    expect(findings.map(({ Id }) => Id)).toEqual(expect.arrayContaining(first));
  });

  test('one control in two profiles is two rules; two plain files of one name are one', () => {
    const plain = unjudged({ id: 'own', start: 0 }, [FAILED]);
    const again = unjudged({ id: 'own', start: 0 }, [{ ...FAILED, subject: 'another' }]);
    const { rules } = write([key([FAILED]), key([FAILED], { profile: 'cis' }), plain, again]);
    expect(rules.map(({ id }) => id)).toEqual(['house/key-age', 'cis/key-age', 'own']);
  });

  test('names the analysis by account and profiles, so that one does not replace another', () => {
    const profiles = ['house', 'cis'].map((name) => ({
      name,
      title: name,
      source: undefined,
      notDecidable: {},
    }));
    const { automationDetails, properties, invocation } = write([key([PASSED])], {
      profiles,
      exitCode: 0,
    });
    expect(automationDetails.id).toBe('iamspec/111122223333/house+cis/2025-06-30T12-00-00Z-0a1b2c');
    expect(properties).toEqual({
      account: '111122223333',
      partition: 'aws',
      source: 'live',
      asOf: '2025-06-30T12:00:00Z',
      profiles: ['house', 'cis'],
    });
    expect(invocation).toEqual({
      executionSuccessful: true,
      exitCode: 0,
      exitCodeDescription: 'PASSED',
      startTimeUtc: '2025-06-30T12:00:00Z',
      toolExecutionNotifications: [],
    });
  });

  test('a run that passed has rules and no result', () => {
    const { rules, results } = write([key([PASSED])], { exitCode: 0 });
    expect([rules.length, results.length]).toEqual([1, 0]);
  });

  test('a failure is a successful execution; one that could not check is none', () => {
    expect(write([key([FAILED])], { exitCode: 1 }).invocation.executionSuccessful).toBe(true);
    expect(write([key(EVERY_STATUS)], { exitCode: 2 }).invocation).toMatchObject({
      executionSuccessful: false,
      exitCodeDescription: 'COULD NOT CHECK',
      toolExecutionNotifications: [
        {
          level: 'warning',
          message: { text: 'house/key-age: erin is not reviewed. not told' },
        },
      ],
    });
    const two = ['a', 'b', 'c'].map((subject) => verdict(subject, 'notReviewed', 'Not told.'));
    const [notification] = write([key(two)]).invocation.toolExecutionNotifications;
    expect(notification?.message.text).toMatch(/Not told\. So are 2 more subjects\.$/);
  });

  test('without a report, the result is what could not be checked', () => {
    const problems = ['no credentials'];
    const { results, invocation, properties } = write([], {
      audited: undefined,
      problems,
      exitCode: 2,
    });
    expect(results).toMatchObject([
      {
        ruleId: 'audit',
        level: 'error',
        message: { text: expect.stringContaining(problems[0] ?? '') },
      },
    ]);
    expect(invocation).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [{ level: 'error', message: { text: 'no credentials' } }],
    });
    expect(properties.source).toBe('no report');
    const falsely = write([key([PASSED])], { audited: undefined, exitCode: 0 });
    expect(falsely.invocation.executionSuccessful).toBe(false);
  });

  test('the sample account is marked', () => {
    const audited = auditedReport({}, '000000000000');
    const { rules, results, properties } = write([key([FAILED])], { audited });
    expect(rules[0]?.shortDescription.text).toBe('DEMO: Title of key-age');
    expect(results[0]?.message.text).toBe('DEMO: old');
    expect(properties.source).toBe('DEMO');
  });

  test('an account without users', () => {
    const report = parseCsv(csv([rootRow()]));
    const none = verdict('all subjects', 'notApplicable', 'no user has a key');
    const audited = auditedReport({ report });
    expect(write([key([none])], { audited, exitCode: 0 }).results).toEqual([]);
  });

  test('hostile, long and blank texts keep to the limits, and are no link', () => {
    const texts = [...HOSTILE_NAMES, '', ' ', '\ud800', 'x'.repeat(5000), '🔑'.repeat(3000)];
    const results = texts.map((each, n) =>
      controlResult(
        `${n} ${each}`,
        'low',
        [
          verdict(each, 'failed', each, { measured: each, limit: each, fix: each }),
          verdict(`${each} waived`, 'waived', each, {
            waiver: { ...waiver, subject: each, reason: each, owner: each, ticket: each },
          }),
        ],
        {
          profile: `${n} ${each}`,
          about: { title: each, nist: Array(40).fill(each), rationale: each, remediation: each },
          requirements: [each, each],
          inputs: { [each]: each },
          place: { path: `profiles/${each}.ts`, line: 1 },
        },
      ),
    );
    const written = write(results, { problems: texts });
    expect(written.results).toHaveLength(texts.length * 3);
    for (const { message } of written.results) {
      expect(message.text).not.toMatch(/(?<!\\)[[\]]|[\p{Cc}\p{Cf}\p{Cs}]/u);
    }
    const prints = written.results.map((each) => each.partialFingerprints.primaryLocationLineHash);
    expect(new Set(prints).size).toBe(prints.length);
  });
});
