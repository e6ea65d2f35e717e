import { manifest } from '../support/bundle/manifest';
import { evaluate, type UserClass, type Waiver } from '../support/control';
import { compile } from '../support/control/control';
import { isAllowed } from '../support/control/criteria/is-allowed';
import { matchesPattern } from '../support/control/pattern';
import { usersMatching } from '../support/control/user-pattern';
import { planActions } from '../support/formats/remediation-steps';
import { textTable } from '../support/formats/text-table';
import { readAccountsFile } from '../support/organization/accounts-file';
import { parseReport, serviceCredentials } from '../support/report';
import { readTable } from '../support/report/csv';
import { type AuditResult, idleLists, waiverUse } from '../support/result';
import { summaryJson } from '../support/result/summary-json';
import { readWaivers } from '../support/run/read-waivers';
import { ACCOUNT, AS_OF, bytes, csv, LIVE_COLUMNS, reportOf, userRow } from './testing/report';
import { auditedReport, auditResult, controlResult, verdict } from './testing/result';
import { workOf } from './testing/work';

const many = <T>(count: number, item: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => item(index));

const NAME = 'service-credential-rotation';
const FAILING = compile({
  id: NAME,
  title: '',
  severity: 'low',
  nist: [],
  rationale: '',
  remediation: '',
  steps: ['deactivate service credential'],
  subjects: ({ users }) => users,
  check: () => ({ passed: false, measured: 1, limit: 0, reason: 'It fails.' }),
});

function waiver(subject: string, ofControl = NAME): Waiver {
  const people = { reason: 'r', owner: 'o', approvedBy: 'a', ticket: undefined };
  return { control: ofControl, subject, ...people, expires: AS_OF };
}

const accountOf = (size: number) => reportOf(...many(size, (index) => userRow(`user${index}`)));
const namesOf = (size: number) => many(size, (index) => `user${index}`);

const userClass = (name: string): UserClass => ({
  ...{ name, users: [`${name}-*`, name] },
  ...{ inputs: undefined, loosens: undefined },
});

/** A run in which every user fails, and every waiver is of somebody else. */
function failingRun(size: number): AuditResult {
  const waivers = namesOf(size).map((name) => waiver(`${name} / *`));
  const verdicts = namesOf(size).map((name) => verdict(name, 'failed', '-', { control: NAME }));
  return auditResult({ waivers, results: [controlResult(NAME, 'low', verdicts)] });
}

function serviceCredentialRun(size: number): AuditResult {
  const known = namesOf(size).map((userName) => ({
    ...{ userName, service: 'bedrock.amazonaws.com', active: true },
    ...{ createdAt: AS_OF, expiresAt: undefined },
  }));
  const facts = { serviceSpecificCredentials: { known } };
  const report = { ...accountOf(size), facts };
  const verdicts = serviceCredentials(report, known).map(({ label, arn }) =>
    verdict(label, 'failed', '-', { control: NAME, arn }),
  );
  const { audited, ...run } = auditResult({
    results: [controlResult(NAME, 'low', verdicts, { about: FAILING })],
  });
  return { ...run, audited: audited && { ...audited, report } };
}

/** What is made of an input of some size; only what the function within does is counted. */
type Input = (size: number) => () => unknown;

const INPUTS: Readonly<Record<string, Input>> = {
  'a header of other columns': (size) => {
    const columns = [...LIVE_COLUMNS, ...many(size, (index) => `column ${index}`)];
    const content = bytes(csv([userRow('alice')], { columns }));
    return () => readTable(content);
  },
  'a row of commas': (size) => {
    const content = bytes(`${csv([userRow('alice')])}\nbob${','.repeat(size)}`);
    return () => refused(() => readTable(content));
  },
  'a row of ARNs': (size) => {
    const arns = many(size, () => `arn:aws:iam::${ACCOUNT}:user/a`);
    const content = bytes(csv([userRow('a', { arn: arns.join(',') })], { quoted: () => false }));
    return () => refused(() => readTable(content));
  },
  'a file of empty lines': (size) => {
    const content = bytes('\n'.repeat(10 * size));
    return () => refused(() => readTable(content));
  },
  'a cell of spaces': (size) => {
    const row = userRow('alice', { access_key_1_last_used_region: ' '.repeat(size) });
    const content = bytes(csv([row]));
    return () => readTable(content);
  },
  'rows of as many accounts': (size) => {
    const rows = many(size, (index) => `arn:aws:iam::${100_000_000_000 + index}:user/u${index}`);
    const content = bytes(csv(rows.map((arn, index) => userRow(`u${index}`, { arn }))));
    const asOf = { instant: AS_OF, source: 'clock' } as const;
    return () => refused(() => parseReport({ content, caller: undefined }, asOf));
  },
  'a waiver for each user': (size) => {
    const report = accountOf(size);
    const waivers = namesOf(size).map((name) => waiver(name));
    return () => evaluate(FAILING, { inputs: {} }, report, waivers);
  },
  'a waiver with * for each user': (size) => {
    const report = accountOf(size);
    const waivers = namesOf(size).map((name) => waiver(`${name} / *`));
    return () => evaluate(FAILING, { inputs: {} }, report, waivers);
  },
  'a waiver of another control for each user': (size) => {
    const report = accountOf(size);
    const waivers = namesOf(size).map((name) => waiver(`*${name}*`, 'root-mfa'));
    return () => evaluate(FAILING, { inputs: {} }, report, waivers);
  },
  'a file of waivers': (size) => {
    const list = namesOf(size).map((subject) => ({
      ...{ control: NAME, subject, reason: 'r', owner: 'o', approvedBy: 'a' },
      expires: '2025-12-31',
    }));
    const yaml = JSON.stringify(list, undefined, 2);
    return () => readWaivers(yaml, 'waivers.yaml', [NAME], AS_OF);
  },
  'what became of the waivers': (size) => {
    const { waivers, results } = failingRun(size);
    return () => waiverUse(waivers, results, AS_OF);
  },
  'a manifest of waivers': (size) => {
    const run = failingRun(size);
    return () => manifest(run, [], []);
  },
  'a list of users by name': (size) => {
    const report = accountOf(size);
    return () => usersMatching(report, namesOf(size));
  },
  'a list of allowed users': (size) => {
    const [report, allowed] = [accountOf(size), namesOf(size)];
    return () => report.users.map((user) => isAllowed(user, allowed));
  },
  'a class for each user': (size) => {
    const report = accountOf(size);
    const classes = namesOf(size).map(userClass);
    return () => evaluate(FAILING, { inputs: {}, scope: { everybody: true, classes } }, report, []);
  },
  'classes that nobody belongs to': (size) => {
    const report = accountOf(size);
    const scope = { everybody: true, classes: namesOf(size).map((name) => userClass(`no${name}`)) };
    const results = [controlResult(NAME, 'low', [], { scope })];
    const result = auditResult({ results, audited: auditedReport({ report }) });
    return () => idleLists(result);
  },
  'a failing service credential for each user': (size) => {
    const run = serviceCredentialRun(size);
    const summary = summaryJson(run);
    return () => run.audited && planActions(summary, run, run.audited.report);
  },
  'a file of accounts': (size) => {
    const ids = many(size, (index) => String(100_000_000_000 + index));
    return () => readAccountsFile(ids.join('\n'), 'accounts.txt');
  },
  'a table with one long cell': (size) => {
    const rows = many(50, (index) => [`user${index}`, index === 7 ? ' '.repeat(size) : 'never']);
    return () => textTable(['user', 'last activity'], rows, { colors: false });
  },
};

function refused(action: () => unknown): void {
  expect(action).toThrow(/credential report cannot be used/);
}

const SIZE = 400;

describe('twice the input takes no more than twice the work', () => {
  test.each(Object.entries(INPUTS))('%s', (_, input) => {
    // What is made once, and kept, is no part of it.
    workOf(input(10));
    const [once, twice] = [workOf(input(SIZE)), workOf(input(2 * SIZE))];
    expect(once).toBeGreaterThan(0);
    expect(twice / once).toBeLessThan(2.3);
  });
});

describe('a pattern', () => {
  const hostile = (stars: number) => `${'*a'.repeat(stars)}*b`;

  test.each([3, 30, 300])('of %i times *a looks at each character once', (stars) => {
    const text = 'a'.repeat(100_000);
    const work = workOf(() => expect(matchesPattern(hostile(stars), text)).toBe(false));
    expect(work).toBeLessThan(100_000 + 10 * stars);
  });

  test('is never made a regular expression, which tries again and again', () => {
    const tried = jest.spyOn(RegExp.prototype, 'test');
    expect(matchesPattern('*a*b', 'a b')).toBe(true);
    expect(tried).not.toHaveBeenCalled();
    tried.mockRestore();
  });
});

test('a long cell does not make a table as wide as itself', () => {
  const rows = many(100, (index) => [`user${index}`, index === 7 ? 'x'.repeat(200_000) : 'never']);
  const text = textTable(['user', 'last activity'], rows, { colors: false });
  expect(text.length).toBeLessThan(10_000);
  expect(text).toContain('xxx…');
});

test('a list of allowed users is not written into every verdict', () => {
  const [user] = accountOf(1).users;
  const finding = user && isAllowed(user, ['user0', ...many(5000, (index) => `other${index}`)]);
  expect(finding?.passed).toBe(true);
  expect(finding?.reason).toMatch(
    /^user0 is one of .*: user0, other0, .*, other18 and 4981 more\.$/,
  );
});
