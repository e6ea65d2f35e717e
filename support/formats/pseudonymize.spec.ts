import * as fc from 'fast-check';
import { ACCOUNT, AS_OF } from '../../tools/testing/report';
import {
  auditedReport,
  auditResult,
  controlResult,
  HOSTILE_NAMES,
  reportNaming,
  verdict,
} from '../../tools/testing/result';
import type { Status } from '../control';
import { type SummaryJson, summaryJson } from '../result/summary-json';
import { pseudonymize, WITHHELD } from './pseudonymize';

/** Whoever is named in a run. */
interface Cast {
  /** Three users. */
  readonly users: readonly string[];
  readonly owner: string;
  readonly approver: string;
  readonly ticket: string;
  readonly account: string;
}

const CAST: Cast = {
  users: ['alice', 'a', 'key'],
  owner: 'Olga Meyer',
  approver: 'ann@example.com',
  ticket: 'SEC-77',
  account: ACCOUNT,
};

const arnOf = (user: string, account: string) => `arn:aws:iam::${account}:user/${user}`;

/** A summary that names its cast wherever a summary can. */
function summaryOf({ users, owner, approver, ticket, account }: Cast): SummaryJson {
  const [first = '', second = '', third = ''] = users;
  const waiver = {
    control: 'key-age',
    subject: arnOf(first, account),
    reason: `${first} and ${owner} know`,
    owner,
    approvedBy: approver,
    ticket,
    expires: AS_OF,
  };
  const stale = { ...waiver, subject: `nobody like ${third}` };
  const of = (user: string, status: Status, credential = ' / access key 1') =>
    verdict(`${user}${credential}`, status, `${user}${credential} and ${users} of ${owner}.`, {
      control: 'key-age',
      arn: arnOf(user, account),
      measured: user,
      limit: users.join(', '),
      fix: `aws iam delete-access-key --user-name ${user}`,
    });
  const remediation = 'aws iam delete-access-key --user-name <user> --access-key-id <id>';
  const about = { title: 'Keys are young', nist: [], rationale: 'Old keys leak.', remediation };
  const report = { ...reportNaming(users), accountId: account };
  return summaryJson(
    auditResult({
      audited: auditedReport({ report }),
      waivers: [waiver, stale],
      problems: [`${first} of ${account} is odd`],
      results: [
        controlResult(
          'key-age',
          'high',
          [
            ...users.map((user) => of(user, 'failed')),
            of(second, 'failed', ' / password'),
            of(second, 'failed', ` / token of ${third}`),
            of(third, 'error'),
            of(second, 'notReviewed', ''),
            { ...of(first, 'waived', ''), waiver },
            verdict('all subjects', 'error', `${users} ${account}`),
            verdict(`test of ${first}`, 'failed', `${owner}`),
          ],
          { about },
        ),
      ],
    }),
  );
}

describe('a summary under pseudonyms', () => {
  const { summary, key } = pseudonymize(summaryOf(CAST));
  const [finding] = summary.findings;

  test('calls each user by the same name everywhere, credentials included', () => {
    expect(finding?.subjects.map(({ subject }) => subject)).toEqual([
      'user-0003 / access key 1',
      'user-0002 / access key 1',
      'user-0001 / access key 1',
      'user-0002 / password',
      'user-0002 / credential-0001',
      'subject-0001',
    ]);
    expect(summary.couldNotCheck[0]?.subject).toBe('user-0001 / access key 1');
    expect(summary.waived[0]?.user).toBe('user-0003');
  });

  test('rebuilds sentences from what was found, instead of searching them for names', () => {
    expect(finding?.subjects[0]).toMatchObject({
      arn: 'arn:aws:iam::account-0001:user/user-0003',
      measured: 'user-0003',
      limit: WITHHELD,
      reason: `user-0003 / access key 1: found user-0003, the limit is ${WITHHELD}.`,
      fix: 'aws iam delete-access-key --user-name user-0003 --access-key-id <id>',
    });
  });

  test('keeps numbers, dates, what controls say of themselves, and root', () => {
    const of = (subject: string, measured: number | string) =>
      verdict(subject, 'failed', '-', { arn: `arn:aws:iam::${ACCOUNT}:root`, measured, limit: 90 });
    const verdicts = [of('<root_account>', 91.5), of('account', '2025-06-30T12:00:00Z')];
    const results = [controlResult('key-age', 'high', verdicts, { requirements: ['1.4'] })];
    const [kept] = pseudonymize(summaryJson(auditResult({ results }))).summary.findings;
    expect(kept).toMatchObject({
      title: 'Title of key-age',
      why: 'Rationale of key-age.',
      requirements: [{ profile: 'house', ids: ['1.4'] }],
      subjects: [
        {
          subject: '<root_account>',
          user: '<root_account>',
          arn: 'arn:aws:iam::account-0001:root',
          reason: '<root_account>: found 91.5, the limit is 90.',
        },
        { subject: 'account', user: null, measured: '2025-06-30T12:00:00Z' },
      ],
    });
  });

  test('hides the people, reasons and tickets of waivers', () => {
    expect(summary.waived[0]?.waiver).toEqual({
      control: 'key-age',
      subject: 'arn:aws:iam::account-0001:user/user-0003',
      reason: WITHHELD,
      owner: 'person-0001',
      approvedBy: 'person-0002',
      ticket: 'ticket-0001',
      expires: '2025-06-30',
    });
    expect(summary.waiversStale[0]?.subject).toBe('pattern-0001');
  });

  test('points recommendations at the same pseudonyms', () => {
    const fix = summary.recommendations.find(({ kind }) => kind === 'fix');
    expect(fix?.subjects).toEqual(finding?.subjects.map(({ subject }) => subject));
    expect(summary.recommendations[0]?.what).toBe(WITHHELD);
  });

  test('hides the address of an endpoint', () => {
    const origin = { kind: 'live', endpoint: 'http://iam.corp.example' } as const;
    const named = summaryJson(auditResult({ audited: auditedReport({ origin }) }));
    expect(pseudonymize(named).summary.account?.source).toBe('not AWS');
  });

  test('has a key that leads back', () => {
    expect(key).toEqual({
      'account-0001': ACCOUNT,
      'user-0001': 'key',
      'user-0002': 'a',
      'user-0003': 'alice',
      'person-0001': 'Olga Meyer',
      'person-0002': 'ann@example.com',
      'ticket-0001': 'SEC-77',
      'pattern-0001': 'nobody like key',
      'subject-0001': 'test of alice',
      'credential-0001': 'token of key',
      'arn:aws:iam::account-0001:user/user-0001': arnOf('key', ACCOUNT),
      'arn:aws:iam::account-0001:user/user-0002': arnOf('a', ACCOUNT),
      'arn:aws:iam::account-0001:user/user-0003': arnOf('alice', ACCOUNT),
    });
  });
});

describe('nothing of the names is left', () => {
  const harmless = pseudonymize(summaryOf(CAST)).summary;

  test.each(HOSTILE_NAMES)('of %j, in any part', (name) => {
    const cast = {
      ...CAST,
      users: [name, `${name}2`, `x${name}`],
      owner: name,
      approver: `${name}3`,
    };
    expect(pseudonymize(summaryOf(cast)).summary).toEqual(harmless);
  });

  // Where the outcome is the same for all names, none can be read from it: not even one that is a
  // word of every sentence.
  test('of any: the outcome does not depend on them', () => {
    const common = fc.constantFrom(
      ...HOSTILE_NAMES,
      ...['a', 'key', 'user', 'access', 'password', 'found', 'the', '1', '90', 'failed', 'high'],
      ...[
        'user-0001',
        'account-0001',
        'account',
        'all subjects',
        '(withheld)',
        '$&',
        '<user>',
        '*',
      ],
    );
    const name = fc.oneof(common, fc.string({ unit: 'binary', minLength: 1 }));
    const cast = fc.record({
      users: fc.uniqueArray(name, { minLength: 3, maxLength: 3 }),
      owner: name,
      approver: name,
      ticket: name,
      account: fc.stringMatching(/^[1-9]\d{11}$/),
    });
    fc.assert(
      fc.property(cast, (given) => {
        fc.pre(given.owner !== given.approver);
        expect(pseudonymize(summaryOf(given)).summary).toEqual(harmless);
      }),
      { numRuns: 500 },
    );
  });
});
