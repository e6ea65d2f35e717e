import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import { z } from 'zod';
import { AS_OF, accessKey, ago, csv, parseCsv, rootRow, userRow } from '../../tools/testing/report';
import {
  auditedReport,
  auditResult,
  controlResult,
  HOSTILE_NAMES,
  verdict,
} from '../../tools/testing/result';
import type { Verdict } from '../control';
import { reportOfSample } from '../control/samples/samples';
import { DAY } from '../report';
import type { AuditResult, ControlResult } from '../result';
import { type AsffOptions, asff } from './asff';

const text = (longest: number) => z.string().regex(/\S/).max(longest);
const time = z.iso.datetime();
const SEVERITY = z.strictObject({
  Label: z.enum(['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL']),
  Original: text(64),
});
const TYPES = z.tuple([
  z.enum([
    'Software and Configuration Checks/Industry and Regulatory Standards',
    'Software and Configuration Checks/AWS Security Best Practices',
  ]),
]);
const PARTITION = z.enum(['aws', 'aws-us-gov', 'aws-cn']).optional();
const USER_DETAILS = z.strictObject({ UserName: text(64), Path: text(512), CreateDate: time });
const RESOURCE = z.discriminatedUnion('Type', [
  z.strictObject({
    Type: z.literal('AwsAccount'),
    Id: z.string().regex(/^AWS::::Account:\d{12}$/),
    Partition: PARTITION,
  }),
  z.strictObject({
    Type: z.literal('AwsIamUser'),
    Id: z.string().startsWith('arn:'),
    Partition: PARTITION,
    Details: z.strictObject({ AwsIamUser: USER_DETAILS }).optional(),
  }),
  z.strictObject({
    Type: z.literal('AwsIamAccessKey'),
    Id: z.string().regex(/^AWS::IAM::AccessKey:\w+$/),
    Partition: PARTITION,
    Details: z.strictObject({ AwsIamAccessKey: z.record(z.string(), text(128)) }),
  }),
]);

/**
 * What BatchImportFindings demands of what is written, limits included:
 * https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html. There is no
 * Workflow: a finding that was imported as SUPPRESSED would outlive its waiver.
 */
const FINDING = z
  .strictObject({
    SchemaVersion: z.literal('2018-10-08'),
    Id: text(512),
    ProductArn: z
      .string()
      .regex(/^arn:(aws(?:-[a-z]+)*):securityhub:[a-z0-9-]+:(\d{12}):product\/\2\/default$/),
    ProductName: text(128),
    GeneratorId: text(512).startsWith('iamspec/'),
    AwsAccountId: z.string().regex(/^\d{12}$/),
    CreatedAt: time,
    UpdatedAt: time,
    RecordState: z.literal('ACTIVE'),
    Sample: z.literal(true).optional(),
    Severity: SEVERITY,
    Types: TYPES,
    FindingProviderFields: z.strictObject({ Severity: SEVERITY, Types: TYPES }),
    Title: text(256),
    Description: text(1024),
    Compliance: z.strictObject({
      Status: z.enum(['PASSED', 'FAILED', 'WARNING', 'NOT_AVAILABLE']),
      RelatedRequirements: z.array(text(256)).min(1).max(32).optional(),
    }),
    Remediation: z.strictObject({ Recommendation: z.strictObject({ Text: text(512) }) }).optional(),
    Resources: z.array(RESOURCE).min(1).max(32),
    ProductFields: z.record(text(128), text(2048)),
  })
  .refine(({ ProductFields }) => Object.keys(ProductFields).length <= 50)
  .refine((finding) => Buffer.byteLength(JSON.stringify(finding)) <= 240_000)
  .refine((finding) => !/\\ud[89a-f]/.test(JSON.stringify(finding)), 'has half a character');

const write = (
  results: readonly ControlResult[],
  overrides: Partial<AuditResult> = {},
  options?: AsffOptions,
) => {
  const pieces = [...asff(auditResult({ results, ...overrides }), options)];
  return z.array(FINDING).parse(JSON.parse(pieces.join('')));
};

const key = (verdicts: readonly Verdict[], overrides: Partial<ControlResult> = {}) =>
  controlResult('key-age', 'high', verdicts, overrides);

const USER = 'arn:aws:iam::111122223333:user/alice';
const ROOT = 'arn:aws:iam::111122223333:root';
const waiver = {
  control: 'key-age',
  subject: 'bob / *',
  reason: 'legacy',
  owner: 'ops',
  approvedBy: 'ciso',
  ticket: undefined,
  expires: Date.UTC(2026, 0, 31, 23, 59, 59, 999),
};

const EVERY_STATUS = [
  verdict('alice / access key 1', 'passed', 'young', { arn: USER, measured: 1.5, limit: 90 }),
  verdict('bob / access key 1', 'failed', 'old', { arn: USER, fix: 'rotate', class: 'bot' }),
  verdict('carol', 'waived', 'old. Waived', { waiver, fix: 'rotate' }),
  verdict('dave', 'error', 'could not be checked'),
  verdict('erin', 'notReviewed', 'not told'),
  verdict('frank', 'notApplicable', 'has no key'),
];

describe('asff', () => {
  test('writes a finding for each verdict but those that do not apply', () => {
    const findings = write([key(EVERY_STATUS, { requirements: ['1.13'] })]);
    expect(findings[1]).toMatchInlineSnapshot(`
{
  "AwsAccountId": "111122223333",
  "Compliance": {
    "RelatedRequirements": [
      "house 1.13",
      "NIST.800-53.r5 AC-2",
    ],
    "Status": "FAILED",
  },
  "CreatedAt": "2025-06-30T12:00:00Z",
  "Description": "old",
  "FindingProviderFields": {
    "Severity": {
      "Label": "HIGH",
      "Original": "high",
    },
    "Types": [
      "Software and Configuration Checks/AWS Security Best Practices",
    ],
  },
  "GeneratorId": "iamspec/house/key-age",
  "Id": "iamspec/111122223333/house/key-age/60a571f067e4aaf7e21527e4b9f73450",
  "ProductArn": "arn:aws:securityhub:us-east-1:111122223333:product/111122223333/default",
  "ProductFields": {
    "iamspec/class": "bot",
    "iamspec/run": "2025-06-30T12-00-00Z-0a1b2c",
    "iamspec/source": "live",
    "iamspec/status": "failed",
    "iamspec/subject": "bob / access key 1",
    "iamspec/version": "0.0.0",
  },
  "ProductName": "iamspec",
  "RecordState": "ACTIVE",
  "Remediation": {
    "Recommendation": {
      "Text": "rotate",
    },
  },
  "Resources": [
    {
      "Details": {
        "AwsIamUser": {
          "CreateDate": "2024-01-02T03:04:05Z",
          "Path": "/",
          "UserName": "alice",
        },
      },
      "Id": "arn:aws:iam::111122223333:user/alice",
      "Partition": "aws",
      "Type": "AwsIamUser",
    },
  ],
  "SchemaVersion": "2018-10-08",
  "Severity": {
    "Label": "HIGH",
    "Original": "high",
  },
  "Title": "Title of key-age",
  "Types": [
    "Software and Configuration Checks/AWS Security Best Practices",
  ],
  "UpdatedAt": "2025-06-30T12:00:00Z",
}
`);
    expect(findings.map(({ Compliance, Severity }) => [Compliance.Status, Severity.Label])).toEqual(
      [
        ['PASSED', 'INFORMATIONAL'],
        ['FAILED', 'HIGH'],
        ['WARNING', 'INFORMATIONAL'],
        ['NOT_AVAILABLE', 'HIGH'],
        ['NOT_AVAILABLE', 'INFORMATIONAL'],
      ],
    );
  });

  test('has no finding where nothing applies', () => {
    expect(write([key([verdict('frank', 'notApplicable', 'has no key')])])).toEqual([]);
  });

  test('failed only: for readers to whom every record is an open finding', () => {
    const findings = write([key(EVERY_STATUS)], {}, { failedOnly: true });
    const statuses = findings.map(({ ProductFields }) => ProductFields['iamspec/status']);
    expect(statuses).toEqual(['failed', 'error']);
  });

  test('is what the SDK sends', () => {
    const findings: readonly AwsSecurityFinding[] = write([key(EVERY_STATUS)]);
    expect(findings).toHaveLength(5);
  });

  test('a waiver is told in full', () => {
    const [finding] = write([key([verdict('carol', 'waived', 'old', { waiver })])]);
    expect(finding?.ProductFields).toMatchObject({
      'iamspec/status': 'waived',
      'iamspec/waiver/subject': 'bob / *',
      'iamspec/waiver/reason': 'legacy',
      'iamspec/waiver/owner': 'ops',
      'iamspec/waiver/approvedBy': 'ciso',
      'iamspec/waiver/expires': '2026-01-31',
    });
  });

  test('names the user, or the account', () => {
    const arns = [USER, ROOT, undefined, 'arn:aws:iam::111122223333:user/unknown'];
    const verdicts = arns.map((arn, n) => verdict(`subject ${n}`, 'failed', '-', { arn }));
    const account = { Type: 'AwsAccount', Id: 'AWS::::Account:111122223333', Partition: 'aws' };
    const CreateDate = '2024-01-02T03:04:05Z';
    expect(write([key(verdicts)]).map(({ Resources }) => Resources[0])).toEqual([
      {
        Type: 'AwsIamUser',
        Id: USER,
        Partition: 'aws',
        Details: { AwsIamUser: { UserName: 'alice', Path: '/', CreateDate } },
      },
      account,
      account,
      { Type: 'AwsIamUser', Id: 'arn:aws:iam::111122223333:user/unknown', Partition: 'aws' },
    ]);
  });

  test('names the access key by its id besides its user, where that is known', () => {
    const known = {
      userName: 'alice',
      keys: [{ id: 'AKIA1', active: true, createdAt: AS_OF - DAY }],
    };
    const report = reportOfSample({
      users: { alice: accessKey(1, ago(DAY)), bob: accessKey(1, ago(DAY)) },
      facts: { accessKeys: { known: [known] } },
    });
    const audited = auditedReport({ report });
    const verdicts = ['alice / access key 1', 'bob / access key 1', 'alice'].map((subject) =>
      verdict(subject, 'failed', 'old', { arn: USER }),
    );
    const [alice, bob, user] = write([key(verdicts)], { audited }).map(
      ({ Resources }) => Resources,
    );
    expect(alice?.[1]).toEqual({
      Type: 'AwsIamAccessKey',
      Id: 'AWS::IAM::AccessKey:AKIA1',
      Partition: 'aws',
      Details: {
        AwsIamAccessKey: {
          AccessKeyId: 'AKIA1',
          AccountId: '111122223333',
          PrincipalName: 'alice',
          PrincipalType: 'IAMUser',
          Status: 'Active',
        },
      },
    });
    expect([alice, bob, user].map((resources) => resources?.length)).toEqual([2, 1, 1]);
  });

  test('ids are the same from run to run, and no two are equal', () => {
    const results = ['house', 'other', undefined].flatMap((profile) => [
      key(EVERY_STATUS, { profile }),
      controlResult('mfa', 'low', EVERY_STATUS, { profile }),
    ]);
    const first = write(results).map(({ Id }) => Id);
    const later = auditedReport({ readAt: AS_OF + DAY });
    const run = { ...auditResult().run, id: 'another', startedAt: AS_OF + DAY };
    const aged = results.map((each) => ({
      ...each,
      inputs: { maxAgeDays: 1 },
      verdicts: each.verdicts.map((one) => ({ ...one, measured: 7, reason: 'a day older' })),
    }));
    expect(write(aged, { audited: later, run }).map(({ Id }) => Id)).toEqual(first);
    expect(new Set(first).size).toBe(30);
    expect(first[0]).toMatch(/^iamspec\/111122223333\/house\/key-age\/[0-9a-f]{32}$/);
  });

  test('two verdicts about one subject are two findings', () => {
    const twice = [verdict('alice', 'passed', '-'), verdict('alice', 'error', 'twice')];
    expect(new Set(write([key(twice)]).map(({ Id }) => Id)).size).toBe(2);
  });

  test('is updated when the report was read, created when it was generated', () => {
    const audited = auditedReport({ readAt: AS_OF + DAY });
    expect(write([key(EVERY_STATUS)], { audited })[0]).toMatchObject({
      CreatedAt: '2025-06-30T12:00:00Z',
      UpdatedAt: '2025-07-01T12:00:00Z',
    });
    const skewed = auditedReport({ readAt: AS_OF - 60_000 });
    expect(write([key(EVERY_STATUS)], { audited: skewed })[0]).toMatchObject({
      CreatedAt: '2025-06-30T11:59:00Z',
      UpdatedAt: '2025-06-30T11:59:00Z',
    });
  });

  test.each([
    ['aws', undefined, 'us-east-1'],
    ['aws-us-gov', undefined, 'us-gov-west-1'],
    ['aws-cn', undefined, 'cn-north-1'],
    ['aws-eusc', undefined, 'eusc-de-east-1'],
    ['aws-iso-b', undefined, 'us-isob-east-1'],
    ['aws', 'eu-central-1', 'eu-central-1'],
  ])('partition %s, region %s: %s', (partition, region, expected) => {
    const text = csv([rootRow(), userRow('alice')]).replaceAll('arn:aws:', `arn:${partition}:`);
    const audited = auditedReport({ report: parseCsv(text) });
    const findings = write([key(EVERY_STATUS)], { audited }, { region });
    expect(findings[0]?.ProductArn).toBe(
      `arn:${partition}:securityhub:${expected}:111122223333:product/111122223333/default`,
    );
    const [{ Partition: said } = {}] = findings[0]?.Resources ?? [];
    expect(said).toBe(['aws', 'aws-cn', 'aws-us-gov'].includes(partition) ? partition : undefined);
  });

  test('a standard is one, house policy is practice', () => {
    const source = 'https://www.cisecurity.org/benchmark';
    const profiles = [
      { name: 'cis', title: 'CIS', source, notDecidable: {} },
      ...auditResult().profiles,
    ];
    const results = [key(EVERY_STATUS, { profile: 'cis' }), key(EVERY_STATUS)];
    const types = write(results, { profiles }).flatMap(({ Types }) => Types);
    expect([...new Set(types)]).toEqual([
      'Software and Configuration Checks/Industry and Regulatory Standards',
      'Software and Configuration Checks/AWS Security Best Practices',
    ]);
  });

  test('the sample account is a sample', () => {
    const audited = auditedReport({}, '000000000000');
    const [finding] = write([key(EVERY_STATUS)], { audited });
    expect(finding).toMatchObject({ Sample: true, Title: 'DEMO: Title of key-age' });
    expect(write([key(EVERY_STATUS)])[0]).not.toHaveProperty('Sample');
  });

  test('without a report, findings say what could not be checked', () => {
    const findings = write([], { audited: undefined, problems: ['no credentials'] });
    expect(findings).toMatchObject([
      {
        AwsAccountId: '000000000000',
        Compliance: { Status: 'NOT_AVAILABLE' },
        Severity: { Label: 'CRITICAL' },
        ProductFields: { 'iamspec/source': 'no report' },
      },
    ]);
  });

  test('hostile, long and blank texts keep to the limits', () => {
    const texts = [...HOSTILE_NAMES, '', ' ', '\ud800', 'x'.repeat(5000), '🔑'.repeat(3000)];
    const results = texts.map((text, n) =>
      controlResult(
        `${n} ${text}`,
        'low',
        [
          verdict(text, 'failed', text, {
            arn: `arn:aws:iam::111122223333:user/${text.toWellFormed()}`,
            measured: text,
            limit: text,
            fix: text,
            class: text,
            waiver: { ...waiver, subject: text, reason: text, owner: text, ticket: text },
          }),
        ],
        {
          profile: `${n} ${text}`,
          about: { title: text, nist: Array(40).fill('AC-2'), rationale: text, remediation: text },
          requirements: [text],
          inputs: { [text]: text },
        },
      ),
    );
    const findings = write(results);
    expect(new Set(findings.map(({ Id }) => Id)).size).toBe(texts.length);
    const subjects = findings.map(({ ProductFields }) => ProductFields['iamspec/subject']);
    expect(subjects.slice(0, HOSTILE_NAMES.length)).toEqual(HOSTILE_NAMES);
  });
});
