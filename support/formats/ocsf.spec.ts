import { z } from 'zod';
import { OCSF_FINDING, OCSF_VERSION } from '../../tools/testing/ocsf-schema';
import { AS_OF, accessKey, ago } from '../../tools/testing/report';
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
import type { AuditResult, ControlResult, FindingsOptions } from '../result';
import { asff } from './asff';
import { ocsf } from './ocsf';

const text = z.string().min(1);
const milliseconds = z
  .int()
  .min(Date.UTC(2000, 0, 1))
  .max(Date.UTC(2100, 0, 1));
const accountId = z.string().regex(/^\d{12}$/);
const partition = z.enum(['aws', 'aws-us-gov', 'aws-cn']);

const CLOUD = z.strictObject({
  provider: z.literal('AWS'),
  account: z.strictObject({
    uid: accountId,
    type_id: z.literal(10),
    type: z.literal('AWS Account'),
  }),
  cloud_partition: partition,
});
const METADATA = z.strictObject({
  version: text,
  profiles: z.tuple([z.literal('cloud')]),
  product: z.strictObject({
    name: z.literal('iamspec'),
    vendor_name: z.literal('iamspec'),
    version: text,
  }),
  event_code: text,
  correlation_uid: text,
  labels: z.tuple([z.literal('DEMO')]).optional(),
});
const COMPLIANCE = z.strictObject({
  control: text,
  standards: z.array(text).optional(),
  requirements: z.array(text),
  control_parameters: z.array(z.strictObject({ name: text, value: z.string() })).optional(),
  status_id: z.literal([1, 2, 3, 99]),
  status: text,
  status_code: text,
  status_details: z.tuple([z.string()]),
});
const RESOURCE = z.strictObject({
  uid: text,
  name: text.optional(),
  type: z.enum(['AWS::IAM::User', 'AWS::IAM::Root', 'AWS::::Account', 'AWS::IAM::AccessKey']),
  cloud_partition: partition,
  created_time: milliseconds.optional(),
});
const UNMAPPED = z.looseObject({ subject: z.string(), severity: text, source: text });

/** What is written of the class, in the words of iamspec; OCSF_FINDING is what OCSF allows. */
const FINDING = z.strictObject({
  activity_id: z.literal(1),
  category_uid: z.literal(2),
  class_uid: z.literal(2003),
  class_name: z.literal('Compliance Finding'),
  type_uid: z.literal(2003 * 100 + 1),
  time: milliseconds,
  timezone_offset: z.literal(0),
  severity_id: z.literal([1, 2, 3, 4, 5]),
  severity: text,
  status_id: z.literal([1, 3]),
  status: text,
  message: z.string(),
  metadata: METADATA,
  cloud: CLOUD,
  finding_info: z.strictObject({
    uid: text,
    title: text,
    last_seen_time: milliseconds.optional(),
  }),
  compliance: COMPLIANCE,
  resources: z.tuple([RESOURCE]).rest(RESOURCE),
  remediation: z.strictObject({ desc: z.string() }).optional(),
  unmapped: UNMAPPED,
});

const write = (
  results: readonly ControlResult[],
  overrides: Partial<AuditResult> = {},
  options?: FindingsOptions,
) => {
  const pieces = [...ocsf(auditResult({ results, ...overrides }), options)];
  return z.array(OCSF_FINDING.pipe(FINDING)).parse(JSON.parse(pieces.join('')));
};

const key = (verdicts: readonly Verdict[], overrides: Partial<ControlResult> = {}) =>
  controlResult('key-age', 'high', verdicts, overrides);

const USER = 'arn:aws:iam::111122223333:user/alice';
const ROOT = 'arn:aws:iam::111122223333:root';
const waiver = {
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
  verdict('bob / access key 1', 'failed', 'old', { arn: USER, fix: 'rotate', class: 'bot' }),
  verdict('carol', 'waived', 'old. Waived', { waiver, fix: 'rotate' }),
  verdict('dave', 'error', 'could not be checked'),
  verdict('erin', 'notReviewed', 'not told'),
  verdict('frank', 'notApplicable', 'has no key'),
];

describe('ocsf', () => {
  test('writes a finding for each verdict but those that do not apply', () => {
    const overrides = { requirements: ['1.13'], inputs: { maxAgeDays: 90 } };
    const findings = write([key(EVERY_STATUS, overrides)]);
    expect(findings[1]).toMatchInlineSnapshot(`
{
  "activity_id": 1,
  "category_uid": 2,
  "class_name": "Compliance Finding",
  "class_uid": 2003,
  "cloud": {
    "account": {
      "type": "AWS Account",
      "type_id": 10,
      "uid": "111122223333",
    },
    "cloud_partition": "aws",
    "provider": "AWS",
  },
  "compliance": {
    "control": "key-age",
    "control_parameters": [
      {
        "name": "maxAgeDays",
        "value": "90",
      },
    ],
    "requirements": [
      "house 1.13",
      "NIST.800-53.r5 AC-2",
    ],
    "standards": [
      "House policy",
    ],
    "status": "Fail",
    "status_code": "failed",
    "status_details": [
      "old",
    ],
    "status_id": 3,
  },
  "finding_info": {
    "last_seen_time": 1751284800000,
    "title": "Title of key-age",
    "uid": "iamspec/111122223333/house/key-age/60a571f067e4aaf7e21527e4b9f73450",
  },
  "message": "old",
  "metadata": {
    "correlation_uid": "2025-06-30T12-00-00Z-0a1b2c",
    "event_code": "key-age",
    "product": {
      "name": "iamspec",
      "vendor_name": "iamspec",
      "version": "0.0.0",
    },
    "profiles": [
      "cloud",
    ],
    "version": "1.8.0",
  },
  "remediation": {
    "desc": "rotate",
  },
  "resources": [
    {
      "cloud_partition": "aws",
      "created_time": 1704164645000,
      "name": "alice",
      "type": "AWS::IAM::User",
      "uid": "arn:aws:iam::111122223333:user/alice",
    },
  ],
  "severity": "High",
  "severity_id": 4,
  "status": "New",
  "status_id": 1,
  "time": 1751284800000,
  "timezone_offset": 0,
  "type_uid": 200301,
  "unmapped": {
    "as_of_source": "GeneratedTime",
    "class": "bot",
    "due_at": null,
    "limit": null,
    "measured": null,
    "owner": null,
    "owner_by": null,
    "profile": "house",
    "severity": "high",
    "source": "live",
    "subject": "bob / access key 1",
    "waiver": null,
  },
}
`);
    expect(
      findings.map(({ compliance, severity_id, severity, status_id, status }) =>
        [compliance.status_id, compliance.status, severity_id, severity, status_id, status].join(),
      ),
    ).toEqual([
      '1,Pass,1,Informational,1,New',
      '3,Fail,4,High,1,New',
      '99,Waived,1,Informational,3,Suppressed',
      '2,Warning,4,High,1,New',
      '2,Warning,1,Informational,1,New',
    ]);
  });

  test.each<[string, object]>([
    ['an attribute that the class lacks', { record_integrity: {} }],
    ['a deprecated one', { resource: { uid: 'x' } }],
    ['a number that its enum lacks', { status_id: 7 }],
    ['a time in seconds', { time: 1_751_284_800 }],
    ['an object without what it requires', { remediation: {} }],
    ['an object without any of what it needs one of', { resources: [{ type: 'x' }] }],
  ])('the schema of OCSF refuses %s', (_, change) => {
    const [finding] = write([key(EVERY_STATUS)]);
    expect(OCSF_FINDING.safeParse(finding).success).toBe(true);
    expect(OCSF_FINDING.safeParse({ ...finding, ...change }).success).toBe(false);
  });

  test('says which edition of OCSF it is', () => {
    expect(write([key(EVERY_STATUS)])[0]?.metadata.version).toBe(OCSF_VERSION);
  });

  test('has no finding where nothing applies', () => {
    expect(write([key([verdict('frank', 'notApplicable', 'has no key')])])).toEqual([]);
  });

  test('failed only: what failed, and what could not be checked', () => {
    const findings = write([key(EVERY_STATUS)], {}, { failedOnly: true });
    expect(findings.map(({ compliance }) => compliance.status_code)).toEqual(['failed', 'error']);
  });

  test.each([
    ['low', 2, 'Low'],
    ['medium', 3, 'Medium'],
    ['high', 4, 'High'],
    ['critical', 5, 'Critical'],
  ] as const)('a failure of severity %s', (severity, severity_id, caption) => {
    const [finding] = write([key([verdict('alice', 'failed', '-', { severity })])]);
    expect(finding).toMatchObject({ severity_id, severity: caption });
  });

  test('tells a waiver in full, and what was measured', () => {
    const waived = verdict('carol', 'waived', 'old', { measured: 99.5, limit: 90, waiver });
    expect(write([key([waived])])[0]?.unmapped).toEqual({
      profile: 'house',
      source: 'live',
      as_of_source: 'GeneratedTime',
      subject: 'carol',
      severity: 'high',
      measured: 99.5,
      limit: 90,
      class: null,
      owner: null,
      owner_by: null,
      due_at: null,
      waiver: {
        subject: 'carol',
        reason: 'legacy',
        owner: 'ops',
        approvedBy: 'ciso',
        ticket: 'IAM-1',
        expires: '2026-01-31',
      },
    });
  });

  test('names the user, the root user or the account', () => {
    const arns = [USER, ROOT, undefined, 'arn:aws:iam::111122223333:user/unknown'];
    const verdicts = arns.map((arn, n) => verdict(`subject ${n}`, 'failed', '-', { arn }));
    const created_time = Date.UTC(2024, 0, 2, 3, 4, 5);
    const user = { type: 'AWS::IAM::User', cloud_partition: 'aws' };
    expect(write([key(verdicts)]).map(({ resources }) => resources[0])).toEqual([
      { ...user, uid: USER, name: 'alice', created_time },
      { ...user, uid: ROOT, name: '<root_account>', type: 'AWS::IAM::Root' },
      { ...user, uid: 'AWS::::Account:111122223333', name: '111122223333', type: 'AWS::::Account' },
      { ...user, uid: 'arn:aws:iam::111122223333:user/unknown' },
    ]);
  });

  test('names the access key by its id besides its user, where that is known', () => {
    const keys = [{ id: 'AKIA1', active: true, createdAt: AS_OF - DAY }];
    const report = reportOfSample({
      users: { alice: accessKey(1, ago(DAY)) },
      facts: { accessKeys: { known: [{ userName: 'alice', keys }] } },
    });
    const found = [verdict('alice / access key 1', 'failed', 'old', { arn: USER })];
    const [finding] = write([key(found)], { audited: auditedReport({ report }) });
    expect(finding?.resources.map(({ uid }) => uid)).toEqual([USER, 'AKIA1']);
    expect(finding?.resources[1]?.type).toBe('AWS::IAM::AccessKey');
  });

  test('ids are those of ASFF, unique, and the same from run to run', () => {
    const results = ['house', 'other', undefined].map((profile) => key(EVERY_STATUS, { profile }));
    const ids = write(results).map(({ finding_info }) => finding_info.uid);
    const later = auditedReport({ readAt: AS_OF + DAY });
    const again = write(results, { audited: later });
    expect(again.map(({ finding_info }) => finding_info.uid)).toEqual(ids);
    expect(again[0]?.time).toBe(AS_OF + DAY);
    expect(new Set(ids).size).toBe(15);
    const same: readonly { Id: string }[] = JSON.parse(
      [...asff(auditResult({ results }))].join(''),
    );
    expect(same.map(({ Id }) => Id)).toEqual(ids);
  });

  test('the sample account is labelled', () => {
    const audited = auditedReport({}, '000000000000');
    expect(write([key(EVERY_STATUS)], { audited })[0]).toMatchObject({
      metadata: { labels: ['DEMO'] },
      finding_info: { title: 'DEMO: Title of key-age' },
      unmapped: { source: 'DEMO' },
    });
  });

  test('without a report, findings say what could not be checked', () => {
    expect(write([], { audited: undefined, problems: ['no credentials'] })).toMatchObject([
      {
        severity_id: 5,
        message: expect.stringContaining('no credentials'),
        compliance: { status_id: 2, status_code: 'error' },
        cloud: { account: { uid: '000000000000' } },
        unmapped: { source: 'no report' },
      },
    ]);
  });

  test('hostile names stay what they are', () => {
    const verdicts = HOSTILE_NAMES.map((name) =>
      verdict(name, 'failed', name, { fix: name, class: name, measured: name, arn: name }),
    );
    const findings = write([key(verdicts)]);
    expect(findings.map(({ message }) => message)).toEqual(HOSTILE_NAMES);
    expect(findings.map(({ unmapped }) => unmapped.subject)).toEqual(HOSTILE_NAMES);
    expect(findings.map(({ remediation }) => remediation?.desc)).toEqual(HOSTILE_NAMES);
    expect(findings.map(({ resources }) => resources[0].uid)).toEqual(HOSTILE_NAMES);
  });
});
