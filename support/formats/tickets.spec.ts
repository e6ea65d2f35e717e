import { z } from 'zod';
import { ACCOUNT } from '../../tools/testing/report';
import { auditedReport, auditResult, controlResult, verdict } from '../../tools/testing/result';
import type { Verdict } from '../control';
import { tickets } from './tickets';

const AS_OF = Date.UTC(2025, 5, 30, 12);
const DAY = 86_400_000;
const failed = (name: string, owner: string, overrides: Partial<Verdict> = {}) =>
  verdict(`${name} / access key 1`, 'failed', `${name}'s key is old.`, {
    arn: `arn:aws:iam::${ACCOUNT}:user/${name}`,
    owner: { name: owner, by: 'tag owner' },
    fix: `aws iam mend --user-name ${name}`,
    ...overrides,
  });

// IssuesUpdateBean and IssueUpdateDetails of Jira Cloud's REST API v3; the description is an Atlassian document.
const TEXT = z.strictObject({ type: z.literal('text'), text: z.string().min(1) });
const PARAGRAPH = z.strictObject({ type: z.literal('paragraph'), content: z.array(TEXT) });
const BLOCK = z.union([
  PARAGRAPH,
  z.strictObject({ type: z.literal('codeBlock'), content: z.array(TEXT) }),
  z.strictObject({
    type: z.literal('bulletList'),
    content: z
      .array(z.strictObject({ type: z.literal('listItem'), content: z.array(PARAGRAPH).min(1) }))
      .min(1),
  }),
]);
const JIRA = z.strictObject({
  issueUpdates: z
    .array(
      z.strictObject({
        fields: z.strictObject({
          project: z.strictObject({ key: z.string().regex(/^[A-Z][A-Z0-9_]+$/) }),
          issuetype: z.strictObject({ name: z.string() }),
          summary: z.string().min(1).max(255).regex(/^.*$/),
          labels: z.array(z.string().regex(/^\S+$/).max(255)),
          duedate: z.iso.date().optional(),
          description: z.strictObject({
            type: z.literal('doc'),
            version: z.literal(1),
            content: z.array(BLOCK).min(1),
          }),
        }),
        properties: z.array(z.strictObject({ key: z.string().max(255), value: z.unknown() })),
      }),
    )
    .min(1)
    .max(50),
});

// The body of the Import Set API: records of flat texts.
const SERVICE_NOW = z.strictObject({
  records: z
    .array(z.record(z.string().regex(/^[a-z_]+$/), z.string()))
    .min(1)
    .max(200),
});

const DOCUMENT = z.strictObject({
  schemaVersion: z.literal(1),
  account: z.string(),
  asOf: z.string(),
  run: z.string(),
  tickets: z.array(
    z.strictObject({
      key: z.string(),
      owner: z.string(),
      ownerBy: z.string(),
      control: z.string(),
      severity: z.string(),
      summary: z.string(),
      dueAt: z.string().nullable(),
      subjects: z.array(z.string()),
    }),
  ),
  jira: z.array(JIRA),
  serviceNow: z.array(SERVICE_NOW),
});

const write = (verdicts: readonly Verdict[], options = {}) => {
  const results = [controlResult('key-age', 'high', verdicts)];
  return DOCUMENT.parse(
    JSON.parse(tickets(auditResult({ audited: auditedReport(), results }), options)),
  );
};

test('one for each owner and control, with all that Jira and ServiceNow take', () => {
  const {
    tickets: all,
    jira,
    serviceNow,
  } = write([
    failed('alice', 'web', { dueAt: AS_OF - 10 * DAY }),
    failed('bob', 'web'),
    failed('carol', 'data'),
  ]);
  expect(all.map(({ owner, subjects }) => [owner, subjects])).toEqual(
    expect.arrayContaining([
      ['web', ['alice / access key 1', 'bob / access key 1']],
      ['data', ['carol / access key 1']],
    ]),
  );
  const web = jira[0]?.issueUpdates.find(({ fields }) => fields.duedate !== undefined);
  expect(web?.fields).toMatchObject({
    project: { key: 'IAM' },
    summary: `key-age: 2 findings to mend, owner web (AWS ${ACCOUNT})`,
    duedate: '2025-06-20',
  });
  expect(JSON.stringify(web)).toContain("bob's key is old.");
  expect(serviceNow[0]?.records).toContainEqual(
    expect.objectContaining({
      correlation_display: 'iamspec',
      priority: '2',
      due_date: '2025-06-20 12:00:00',
      description: expect.stringContaining('Fix: aws iam mend --user-name alice'),
    }),
  );
});

test('its key stays from run to run, whoever else fails then', () => {
  const [first] = write([failed('alice', 'web')]).tickets;
  const [again] = write([failed('alice', 'web'), failed('bob', 'web')]).tickets;
  const [other] = write([failed('alice', 'data')]).tickets;
  expect(again?.key).toBe(first?.key);
  expect(other?.key).not.toBe(first?.key);
});

test('what soon falls due is in it, what is due later is not', () => {
  const due = (days: number) =>
    failed('alice', 'web', { status: 'passed', dueAt: AS_OF + days * DAY, fix: undefined });
  expect(write([due(14)]).tickets[0]?.summary).toMatch(/: 1 due soon, owner web \(/);
  expect(write([due(15)]).tickets).toEqual([]);
});

test('no body is longer than its API takes', () => {
  const many = Array.from({ length: 401 }, (_, at) => failed(`user-${at}`, `team-${at}`));
  const { jira, serviceNow } = write(many);
  expect(jira.map(({ issueUpdates }) => issueUpdates.length)).toEqual([...Array(8).fill(50), 1]);
  expect(serviceNow.map(({ records }) => records.length)).toEqual([200, 200, 1]);
});

test('names are data, and the project is the one that was named', () => {
  const name = '\u202Eevil\n<b>';
  const { jira } = write([failed('alice', name)], { project: 'SEC' });
  expect(jira[0]?.issueUpdates[0]?.fields.project.key).toBe('SEC');
  expect(JSON.stringify(jira[0]?.issueUpdates[0]?.fields.description)).toContain('u{202e}evil <b>');
});
