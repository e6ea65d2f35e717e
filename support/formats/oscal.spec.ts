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
import type { Status, Verdict } from '../control';
import { DAY } from '../report';
import type { AuditResult, ControlResult } from '../result';
import { unjudged } from '../result';
import { oscal } from './oscal';

const PROPS = z.array(z.object({ name: z.string(), ns: z.string(), value: z.string() }));
const OBSERVATION = z.looseObject({
  uuid: z.string(),
  title: z.string(),
  description: z.string(),
  props: PROPS,
  subjects: z.tuple([z.looseObject({ 'subject-uuid': z.string(), type: z.string() })]),
});
const RISK = z.looseObject({
  uuid: z.string(),
  status: z.string(),
  deadline: z.string().optional(),
  props: PROPS,
  'related-observations': z.tuple([z.object({ 'observation-uuid': z.string() })]),
});
const STATUS = z.object({ state: z.string(), reason: z.string(), remarks: z.string().optional() });
const FINDING = z.looseObject({
  uuid: z.string(),
  title: z.string(),
  target: z.looseObject({ 'target-id': z.string(), status: STATUS }),
  'related-observations': z.array(z.object({ 'observation-uuid': z.string() })).default([]),
  'related-risks': z.array(z.object({ 'risk-uuid': z.string() })).default([]),
});
const ITEM = z.looseObject({ uuid: z.string(), title: z.string() });
const RESULT = z.looseObject({
  uuid: z.string(),
  title: z.string(),
  description: z.string(),
  start: z.string(),
  end: z.string(),
  props: PROPS,
  remarks: z.string().optional(),
  'local-definitions': z.looseObject({
    components: z.array(ITEM),
    users: z.array(ITEM).default([]),
  }),
  'reviewed-controls': z.object({
    'control-selections': z.array(
      z.looseObject({ 'include-controls': z.array(z.object({ 'control-id': z.string() })) }),
    ),
    'control-objective-selections': z.tuple([
      z.object({
        'include-objectives': z.array(z.object({ 'objective-id': z.string() })),
        'exclude-objectives': z
          .array(z.object({ 'objective-id': z.string(), remarks: z.string() }))
          .default([]),
      }),
    ]),
  }),
  observations: z.array(OBSERVATION).default([]),
  risks: z.array(RISK).default([]),
  findings: z.array(FINDING),
});
const DOCUMENT = z.object({
  'assessment-results': z.looseObject({
    uuid: z.string(),
    metadata: z.looseObject({ title: z.string(), 'last-modified': z.string(), props: PROPS }),
    'import-ap': z.object({ href: z.string() }),
    'local-definitions': z.object({
      'objectives-and-methods': z.array(
        z.object({ 'control-id': z.string(), parts: z.tuple([z.looseObject({ id: z.string() })]) }),
      ),
    }),
    results: z.tuple([RESULT]),
    'back-matter': z.object({ resources: z.array(ITEM) }),
  }),
});

/** The document, valid, with no reference to what is not in it and no UUID twice. */
function write(results: readonly ControlResult[], overrides: Partial<AuditResult> = {}) {
  const written = JSON.parse([...oscal(auditResult({ results, ...overrides }))].join(''));
  expect(againstJsonSchema('oscal-ar-1.2.1', written)).toEqual([]);
  const document = DOCUMENT.parse(written)['assessment-results'];
  const [result] = document.results;
  checkReferences(document);
  return { document, result, ...result };
}

function checkReferences(document: z.infer<typeof DOCUMENT>['assessment-results']) {
  const [{ observations, risks, findings, ...result }] = document.results;
  const { resources } = document['back-matter'];
  const { components, users } = result['local-definitions'];
  const named = [document, result, ...resources, ...components, ...users];
  const uuids = [...named, ...observations, ...risks, ...findings].map(({ uuid }) => uuid);
  expect(new Set(uuids).size).toBe(uuids.length);
  expect(resources.map(({ uuid }) => `#${uuid}`)).toContain(document['import-ap'].href);
  const related = [...risks, ...findings].flatMap((each) => each['related-observations']);
  const subjects = observations.map(({ subjects: [subject] }) => subject['subject-uuid']);
  const observed = new Set(observations.map(({ uuid }) => uuid));
  expect(related.filter((each) => !observed.has(each['observation-uuid']))).toEqual([]);
  const told = findings.flatMap((each) => each['related-observations']);
  expect(new Set(told.map((each) => each['observation-uuid']))).toEqual(observed);
  const ofRisks = findings.flatMap((each) =>
    each['related-risks'].map((risk) => risk['risk-uuid']),
  );
  expect(new Set(ofRisks)).toEqual(new Set(risks.map(({ uuid }) => uuid)));
  const known = new Set([...components, ...users].map(({ uuid }) => uuid));
  expect(subjects.filter((uuid) => !known.has(uuid))).toEqual([]);
  const objectives = document['local-definitions']['objectives-and-methods'];
  expect(objectives.map(({ parts: [part] }) => part.id)).toEqual(
    findings.map(({ target }) => target['target-id']),
  );
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
const PASSED = verdict('alice / access key 1', 'passed', 'young', { arn: USER, measured: 1.5 });
const EVERY_STATUS = [
  PASSED,
  verdict('bob / access key 1', 'failed', 'old', { arn: USER, fix: 'rotate', class: 'bot' }),
  verdict('carol', 'waived', 'old', { waiver, fix: 'rotate' }),
  verdict('dave', 'error', 'could not be checked'),
  verdict('erin', 'notReviewed', 'not told'),
  verdict('frank', 'notApplicable', 'has no key'),
];

const valuesOf = (props: z.infer<typeof PROPS>) =>
  Object.fromEntries(props.map(({ name, value }) => [name, value]));
const statuses = (findings: readonly z.infer<typeof FINDING>[]) =>
  findings.map(({ target: { status } }) => [status.state, status.reason, status.remarks]);

describe('oscal', () => {
  test('tells of the run, and of the plan that it imports', () => {
    const profile = { ...auditResult().profiles[0], version: '2', source: 'https://example.com' };
    const sha256 = 'a'.repeat(64);
    const { document, result } = write(
      [key([PASSED], { start: AS_OF + 1000, milliseconds: 2500 })],
      {
        profiles: [{ ...profile, name: 'house', title: 'House policy', notDecidable: {} }],
        policyFiles: [{ kind: 'profile', path: 'profiles/my house.ts', sha256 }],
        exitCode: 0,
      },
    );
    const title = 'IAM credentials of AWS account 111122223333: House policy';
    expect(document.metadata).toEqual({
      title,
      'last-modified': '2025-06-30T12:00:00Z',
      version: '2025-06-30T12-00-00Z-0a1b2c',
      'oscal-version': '1.2.1',
      props: [{ name: 'source', ns: 'https://github.com/iamspec/iamspec', value: 'live' }],
    });
    expect(document['back-matter'].resources).toMatchObject([
      {
        title: 'Assessment plan: House policy',
        description: 'Profile house: House policy; version 2; https://example.com',
        rlinks: [
          {
            href: 'profiles/my%20house.ts',
            hashes: [{ algorithm: 'SHA-256', value: sha256 }],
          },
        ],
      },
      { title: 'The credential report that was judged', rlinks: [{ href: 'report.csv' }] },
    ]);
    expect(result).toMatchObject({
      title,
      description: 'As of 2025-06-30T12:00:00Z: PASSED.',
      start: '2025-06-30T12:00:00Z',
      end: '2025-06-30T12:00:03Z',
    });
    expect(valuesOf(result.props)).toMatchObject({ source: 'live', 'exit-code': '0' });
  });

  test('an observation for each verdict but those that do not apply', () => {
    const { observations } = write([key(EVERY_STATUS)]);
    expect(observations[1]).toMatchInlineSnapshot(`
{
  "collected": "2025-06-30T12:00:00Z",
  "description": "old",
  "methods": [
    "TEST",
  ],
  "origins": [
    {
      "actors": [
        {
          "actor-uuid": "404bc7aa-3860-587f-9c1c-0e3d18a481fb",
          "type": "tool",
        },
      ],
    },
  ],
  "props": [
    {
      "name": "profile",
      "ns": "https://github.com/iamspec/iamspec",
      "value": "house",
    },
    {
      "name": "control",
      "ns": "https://github.com/iamspec/iamspec",
      "value": "key-age",
    },
    {
      "name": "subject",
      "ns": "https://github.com/iamspec/iamspec",
      "value": "bob / access key 1",
    },
    {
      "name": "status",
      "ns": "https://github.com/iamspec/iamspec",
      "value": "failed",
    },
    {
      "name": "class",
      "ns": "https://github.com/iamspec/iamspec",
      "value": "bot",
    },
  ],
  "subjects": [
    {
      "subject-uuid": "aa53bce2-c913-5291-8fe7-5ce48de5b9e7",
      "title": "bob / access key 1",
      "type": "user",
    },
  ],
  "title": "key-age: bob / access key 1",
  "types": [
    "control-objective",
  ],
  "uuid": "13518919-cb54-5dfc-b984-4128bcdd15e5",
}
`);
    expect(observations.map(({ props }) => valuesOf(props).status)).toEqual([
      'passed',
      'failed',
      'waived',
      'error',
      'notReviewed',
    ]);
    expect(valuesOf(observations[0]?.props ?? [])).toMatchObject({ measured: '1.5' });
  });

  test('is about the user, or about the account', () => {
    const { observations, ...result } = write([key(EVERY_STATUS)]);
    const [alice, bob, carol] = observations.map(({ subjects: [subject] }) => subject);
    expect(alice).toMatchObject({ type: 'user', title: 'alice / access key 1' });
    expect(bob?.['subject-uuid']).toBe(alice?.['subject-uuid']);
    expect(carol).toMatchObject({ type: 'component', title: 'carol' });
    const { users, components } = result['local-definitions'];
    expect(users).toMatchObject([{ title: 'alice', uuid: alice?.['subject-uuid'] }]);
    expect(components).toMatchObject([{ title: 'AWS account 111122223333', type: 'system' }]);
  });

  test('a failure is an open risk, a waived one a deviation until its deadline', () => {
    const expired = verdict('gina', 'failed', 'old', { waiver });
    const { risks } = write([key([...EVERY_STATUS, expired])]);
    const [failed, waived, lapsed] = risks;
    expect(risks).toHaveLength(3);
    expect(failed).toMatchObject({
      title: 'key-age fails for bob / access key 1',
      statement: 'Rationale of key-age.',
      status: 'open',
      characterizations: [{ facets: [{ name: 'severity', value: 'high' }] }],
      remediations: [{ lifecycle: 'recommendation', description: 'rotate' }],
    });
    expect(failed).not.toHaveProperty('deadline');
    expect(waived).toMatchObject({
      status: 'deviation-approved',
      deadline: '2026-01-31T23:59:59Z',
      description: expect.stringMatching(/Waived until 2026-01-31T23:59:59Z by ciso/),
    });
    const record = {
      'waiver-subject': 'carol*',
      'waiver-reason': 'legacy',
      'waiver-owner': 'ops',
      'waiver-approved-by': 'ciso',
      'waiver-ticket': 'IAM-1',
      'waiver-expires': '2026-01-31',
    };
    expect(valuesOf(waived?.props ?? [])).toMatchObject({ waiver: 'in force', ...record });
    expect(lapsed).toMatchObject({
      status: 'open',
      description: expect.stringMatching(/expired on 2026-01-31T23:59:59Z/),
    });
    expect(lapsed).not.toHaveProperty('deadline');
    expect(valuesOf(lapsed?.props ?? [])).toMatchObject({ waiver: 'expired', ...record });
  });

  test('a waived verdict that was rebuilt from a bundle has no waiver', () => {
    const { risks } = write([key([verdict('carol', 'waived', 'old. Waived until')])]);
    expect(risks).toMatchObject([{ status: 'deviation-approved' }]);
  });

  test.each<[readonly Status[], string, string, string | undefined]>([
    [['passed'], 'satisfied', 'pass', undefined],
    [['passed', 'notApplicable'], 'satisfied', 'pass', undefined],
    [['passed', 'failed'], 'not-satisfied', 'fail', 'not met'],
    [['passed', 'waived'], 'not-satisfied', 'fail', 'no failure but waived ones'],
    [['passed', 'error'], 'not-satisfied', 'other', 'could not be checked'],
    [['failed', 'error'], 'not-satisfied', 'fail', 'could not be checked'],
    [['passed', 'notReviewed'], 'not-satisfied', 'other', 'not reviewed'],
    [['notApplicable'], 'not-satisfied', 'other', 'nothing to judge'],
  ])('a requirement of which it is said %j is %s, %s', (given, state, reason, remarks) => {
    const { findings } = write([
      key(given.map((status, index) => verdict(`user ${index}`, status, '-'))),
    ]);
    expect(statuses(findings)).toEqual([[state, reason, remarks]]);
  });

  test('what a filter left out is not satisfied, also where nothing was run', () => {
    const { findings, result } = write([
      key([PASSED], { notRun: 2 }),
      controlResult('mfa', 'low', [], { requirements: ['1.4'], notRun: 3 }),
    ]);
    expect(statuses(findings)).toEqual([
      ['not-satisfied', 'other', 'not run in full'],
      ['not-satisfied', 'other', 'not run in full'],
    ]);
    expect(valuesOf(result.props)).toMatchObject({ 'left-out-by-filter': '5' });
  });

  test('what is decidable in part is not satisfied; what is not at all is left out, with the reason', () => {
    const notDecidable = { '1.13': 'Half of it.', '1.1': 'Contact details.' };
    const profiles = [{ name: 'house', title: 'House', source: undefined, notDecidable }];
    const { findings, ...result } = write([key([PASSED])], { profiles });
    expect(statuses(findings)).toEqual([
      [
        'not-satisfied',
        'other',
        'no failure found; a part is not decidable by a credential report: Half of it.',
      ],
    ]);
    const objectives = result['reviewed-controls']['control-objective-selections'];
    expect(objectives).toEqual([
      {
        'include-objectives': [{ 'objective-id': 'house_1.13' }],
        'exclude-objectives': [{ 'objective-id': 'house_1.1', remarks: 'Contact details.' }],
      },
    ]);
  });

  test('a finding for each requirement of each profile, with what it rests on', () => {
    const mfa = verdict('alice', 'failed', 'none', { arn: USER });
    const results = ['house', 'nist'].flatMap((profile) => [
      key([PASSED], { profile, requirements: ['AC-2(3)', '7'] }),
      controlResult('mfa', 'low', [mfa], { profile, requirements: ['7'] }),
    ]);
    const profiles = ['house', 'nist'].map((name) => ({
      name,
      title: `Profile ${name}`,
      source: undefined,
      notDecidable: {},
    }));
    const { findings, observations, document } = write(results, { profiles });
    expect(findings.map(({ title, target }) => [title, target['target-id']])).toEqual([
      ['Profile house: 7', 'house_7'],
      ['Profile house: AC-2(3)', 'house_ac-2.3'],
      ['Profile nist: 7', 'nist_7'],
      ['Profile nist: AC-2(3)', 'nist_ac-2.3'],
    ]);
    expect(findings.map((each) => each['related-observations'].length)).toEqual([2, 1, 2, 1]);
    expect(findings.map((each) => each['related-risks'].length)).toEqual([1, 0, 1, 0]);
    expect(observations).toHaveLength(4);
    const objectives = document['local-definitions']['objectives-and-methods'];
    expect(objectives[1]).toMatchObject({ 'control-id': 'ac-2.3' });
  });

  test('names the controls of NIST that ran, and those that are mapped to none', () => {
    const about = { title: 'T', rationale: 'R', remediation: 'M' };
    const nist = ['AC-2(3)', 'IA-5', 'AC-2'];
    const results = [
      key([PASSED], { about: { ...about, nist } }),
      controlResult('own-rule', 'low', [PASSED], { about: { ...about, nist: [] } }),
      controlResult('left-out', 'low', [], { about: { ...about, nist: ['SI-4'] }, notRun: 1 }),
    ];
    const ids = write(results)['reviewed-controls']['control-selections'].map((selection) =>
      selection['include-controls'].map((each) => each['control-id']),
    );
    expect(ids).toEqual([['ac-2', 'ac-2.3', 'ia-5'], ['own-rule']]);
  });

  test('plain tests, and controls that serve no requirement, have a finding each', () => {
    const plain = unjudged({ id: 'my/own rule', start: 0 }, [verdict('a test', 'passed', '-')]);
    const { findings } = write([plain, key([PASSED], { requirements: [] })]);
    expect(findings.map(({ title, target: { status } }) => [title, status.state])).toEqual([
      ['House policy: key-age', 'satisfied'],
      ['No profile: my/own rule', 'satisfied'],
    ]);
  });

  test('without a report, nothing is satisfied', () => {
    const problems = ['no credentials'];
    const broken = key([verdict('credential report', 'error', 'no credentials')], {
      about: undefined,
      requirements: [],
    });
    for (const results of [[], [broken], [key([PASSED])]]) {
      const { document, findings, result } = write(results, {
        audited: undefined,
        problems,
        exitCode: 2,
      });
      expect(findings.length).toBeGreaterThan(0);
      expect(findings.map(({ target }) => target.status.state)).not.toContain('satisfied');
      expect(result.description).toBe('No report could be had: COULD NOT CHECK.');
      expect(result.remarks).toBe('no credentials');
      expect(document.metadata.props[0]?.value).toBe('no report');
      expect(document['back-matter'].resources).toHaveLength(1);
    }
  });

  test('a run with a problem satisfies nothing', () => {
    const { findings } = write([key([PASSED])], { problems: ['interrupted'], exitCode: 2 });
    expect(statuses(findings)[0]).toEqual([
      'not-satisfied',
      'other',
      'no failure found; the run could not check: interrupted',
    ]);
    expect(findings.at(-1)).toMatchObject({
      title: 'No profile: audit',
      target: { status: { state: 'not-satisfied' } },
    });
  });

  test('the sample account is marked wherever it has a title', () => {
    const { document, result } = write([key(EVERY_STATUS)], {
      audited: auditedReport({}, '000000000000'),
    });
    const titled = [document.metadata, result, ...result.observations, ...result.findings];
    expect(titled.filter(({ title }) => !title.startsWith('DEMO: '))).toEqual([]);
    expect(document.metadata.props[0]?.value).toBe('DEMO');
  });

  test('an account without users', () => {
    const report = parseCsv(csv([rootRow()]));
    const none = verdict('all subjects', 'notApplicable', 'no user has a key');
    const { observations, findings } = write([key([none])], { audited: auditedReport({ report }) });
    expect(observations).toEqual([]);
    expect(findings).toMatchObject([
      { target: { 'implementation-status': { state: 'not-applicable' } } },
    ]);
  });

  test('UUIDs are the same from run to run, but for those of the run', () => {
    const results = [key(EVERY_STATUS), key(EVERY_STATUS, { profile: 'other' })];
    const aged = results.map((each) => ({
      ...each,
      inputs: { maxAgeDays: 1 },
      verdicts: each.verdicts.map((one) => ({ ...one, measured: 7, reason: 'a day older' })),
    }));
    const first = write(results);
    const run = { ...auditResult().run, id: 'another', startedAt: AS_OF + DAY };
    const later = write(aged, { run, audited: auditedReport({ readAt: AS_OF + DAY }) });
    for (const part of ['observations', 'risks', 'findings'] as const) {
      expect(later[part].map(({ uuid }) => uuid)).toEqual(first[part].map(({ uuid }) => uuid));
    }
    expect(later['local-definitions'].users).toEqual(first['local-definitions'].users);
    expect(later.document['import-ap']).toEqual(first.document['import-ap']);
    expect(later.document.uuid).not.toBe(first.document.uuid);
    expect(later.result.uuid).not.toBe(first.result.uuid);
    const other = write(results, { audited: auditedReport({}, '999999999999') });
    const own = new Set(first.observations.map(({ uuid }) => uuid));
    expect(other.observations.filter(({ uuid }) => own.has(uuid))).toEqual([]);
  });

  test('a later export of the same run is the same document', () => {
    expect(write([key(EVERY_STATUS)]).document).toEqual(write([key(EVERY_STATUS)]).document);
  });

  test('hostile, long and blank texts are valid, apart, and inert', () => {
    const texts = [...HOSTILE_NAMES, '', ' ', '\ud800', 'x'.repeat(5000), '🔑', '# a', '1. a'];
    const results = texts.map((text, n) =>
      controlResult(
        `${n} ${text}`,
        'low',
        (['failed', 'waived'] as const).map((status) =>
          verdict(`${text}${status}`, status, text, {
            arn: `arn:aws:iam::111122223333:user/${status}${text}`,
            measured: text,
            limit: text,
            fix: text,
            class: text,
            waiver: { ...waiver, subject: text, reason: text, owner: text, ticket: text },
          }),
        ),
        {
          profile: `${n} ${text}`,
          about: { title: text, nist: [`${n} ${text}`], rationale: text, remediation: text },
          requirements: [text],
          inputs: { [text]: text },
        },
      ),
    );
    const profiles = results.map(({ profile = '' }, n) => {
      const text = texts[n] ?? '';
      const notDecidable = { [`not ${text}`]: text };
      return { name: profile, title: text, source: text, version: text, notDecidable };
    });
    const policyFiles = texts.map((path) => ({
      kind: 'profile' as const,
      path,
      sha256: 'a'.repeat(64),
    }));
    const { observations, findings } = write(results, { profiles, policyFiles, problems: texts });
    expect(observations).toHaveLength(2 * texts.length + texts.length);
    expect(new Set(findings.map(({ target }) => target['target-id'])).size).toBe(texts.length + 1);
    for (const { title, description } of observations) {
      expect(`${title}${description}`).not.toMatch(/(?<!\\)[<>[\]`]|[\p{Cc}\p{Cf}\p{Cs}]/u);
    }
  });
});
