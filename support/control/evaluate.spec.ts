import {
  AS_OF,
  accessKey,
  ago,
  LEFT_OUT,
  only,
  password,
  reportOf,
  rootRow,
  userRow,
} from '../../tools/testing/report';
import { DAY, type Subject } from '../report';
import { type Control, compile, type Declaration, type Inputs } from './control';
import { rotatedWithin } from './criteria';
import { evaluate } from './evaluate';
import type { Finding } from './finding';
import { broken } from './make-verdict';
import { fullReason, type Verdict } from './verdict';
import type { Waiver } from './waiver';

type AnyDeclaration = Declaration<Inputs, Subject>;

const PASS: Finding = { passed: true, measured: 1, limit: 2, reason: 'It is 1 of 2.' };
const FAIL: Finding = { passed: false, measured: 3, limit: 2, reason: 'It is 3 of 2.' };

function controlOf(behaviour: Partial<AnyDeclaration> = {}): Control {
  return compile<Inputs, Subject>({
    id: 'sample',
    title: 'A sample',
    severity: 'high',
    nist: ['AC-2'],
    rationale: 'To be tested.',
    remediation: 'aws iam tell --user-name <user> twice <user>',
    subjects: (report) => report.users,
    check: () => PASS,
    ...behaviour,
  });
}

/** What plain JavaScript, which no compiler checks, could give. */
const untyped = (value: unknown) => value as never;

const REPORT = reportOf(
  rootRow(password(ago(DAY))),
  userRow('alice', { ...accessKey(1, ago(100 * DAY)), ...accessKey(2, ago(DAY)) }),
  userRow('bob', password(ago(DAY))),
  userRow('carol', accessKey(2, ago(90 * DAY))),
);

const rotation = compile({
  ...controlOf(),
  inputs: { maxAgeDays: 90 },
  subjects: (report) => report.activeAccessKeys,
  check: (key, { inputs, asOf }) => rotatedWithin(key, inputs.maxAgeDays, asOf),
});

const run = (behaviour: Partial<AnyDeclaration>, waivers: readonly Waiver[] = []) =>
  evaluate(controlOf(behaviour), { inputs: {} }, REPORT, waivers);

describe('a verdict', () => {
  test('that cannot be decided is not reviewed, whatever waives it, and has nothing to mend', () => {
    const undecided = { ...FAIL, undecided: true as const, reason: 'Not reviewed: nobody knows.' };
    const waiver = { control: 'sample', subject: '*', expires: AS_OF + DAY };
    const verdicts = run({ check: () => undecided }, [untyped(waiver)]);
    expect(verdicts).toHaveLength(3);
    for (const verdict of verdicts) {
      expect(verdict).toMatchObject({
        status: 'notReviewed',
        reason: 'Not reviewed: nobody knows.',
        measured: undefined,
        fix: undefined,
        waiver: undefined,
      });
    }
  });

  test('of a check that passes what it cannot decide is an error', () => {
    const [verdict] = run({ check: () => ({ ...PASS, undecided: true }) });
    expect(verdict).toMatchObject({
      status: 'error',
      reason: expect.stringMatching(/cannot decide/),
    });
  });

  test('names user and id in what to do, where the id is known', () => {
    const remediation = 'aws iam revoke --user-name <user> --key <id> $&';
    const subjects: AnyDeclaration['subjects'] = ({ accessKeys }) =>
      accessKeys.map((key) => (key.slot === 1 ? { ...key, id: 'AKIA1' } : key));
    const verdicts = run({ remediation, subjects, check: () => FAIL });
    expect(verdicts.slice(0, 2).map(({ fix }) => fix)).toEqual([
      'aws iam revoke --user-name alice --key AKIA1 $&',
      'aws iam revoke --user-name alice --key <id> $&',
    ]);
  });

  test.each(['AKIA1; rm -rf ~', '$(touch owned)', 'AKIA1\n', '', '--no-verify-ssl'])(
    'names no id that is none of AWS, in commands to copy: %j',
    (id) => {
      const [verdict] = run({
        remediation: 'aws iam revoke --key <id>',
        subjects: ({ accessKeys }) => accessKeys.map((key) => ({ ...key, id })),
        check: () => FAIL,
      });
      expect(verdict?.fix).toBe('aws iam revoke --key <id>');
    },
  );

  test('that passed has the reason, the measured value and the limit, and nothing to mend', () => {
    const alice = userRow('alice');
    expect(evaluate(controlOf(), { inputs: {} }, reportOf(alice), [])).toEqual([
      {
        control: 'sample',
        severity: 'high',
        subject: 'alice',
        arn: alice.arn,
        status: 'passed',
        measured: 1,
        limit: 2,
        since: undefined,
        dueAt: undefined,
        owner: { name: 'nobody', by: 'no rule: tags are not known' },
        reason: 'It is 1 of 2.',
        fix: undefined,
        waiver: undefined,
      },
    ]);
  });

  test('that failed also has the fix, with the name of the user', () => {
    expect(evaluate(rotation, { inputs: {} }, REPORT, [])[0]).toMatchInlineSnapshot(`
{
  "arn": "arn:aws:iam::111122223333:user/alice",
  "class": undefined,
  "control": "sample",
  "dueAt": 1750420800001,
  "fix": "aws iam tell --user-name alice twice alice",
  "limit": 90,
  "measured": 100,
  "owner": {
    "by": "no rule: tags are not known",
    "name": "nobody",
  },
  "reason": "alice / access key 1 was last rotated on 2025-03-22T12:00:00Z, 100 days before the report; the limit is 90 days or less.",
  "severity": "high",
  "since": 1742644800000,
  "status": "failed",
  "subject": "alice / access key 1",
  "waiver": undefined,
}
`);
  });
});

describe('every subject and every user is accounted for', () => {
  test('subjects in the order of the report, then users without one', () => {
    const verdicts = evaluate(rotation, { inputs: {} }, REPORT, []);
    expect(verdicts.map(({ subject, status }) => `${subject}: ${status}`)).toEqual([
      'alice / access key 1: failed',
      'alice / access key 2: passed',
      'carol / access key 2: passed',
      'bob: notApplicable',
    ]);
    expect(verdicts.at(-1)?.reason).toBe('bob has no access key that this control judges.');
  });

  test('a control about some users says so of the others', () => {
    const verdicts = run({ subjects: (report) => report.users.slice(1) });
    expect(verdicts.at(-1)).toMatchObject({
      subject: 'alice',
      status: 'notApplicable',
      reason: 'alice is not among the users that this control judges.',
    });
  });

  test('a control about root is about root alone', () => {
    const verdicts = run({ subjects: (report) => [report.root] });
    expect(only(verdicts)).toMatchObject({ subject: '<root_account>', status: 'passed' });
  });

  test('no subject at all is one notApplicable that says so', () => {
    expect(run({ subjects: () => [] })).toEqual([
      expect.objectContaining({
        subject: 'no subject',
        arn: undefined,
        status: 'notApplicable',
        reason: 'Of root and 3 users in the report, none has anything that this control judges.',
      }),
    ]);
  });
});

describe('inputs', () => {
  const limits = (inputs: Inputs) =>
    evaluate(rotation, { inputs }, REPORT, []).map(({ limit }) => limit)[0];

  test('are the defaults where they are not set', () => {
    expect(limits({})).toBe(90);
    expect(limits({ maxAgeDays: 30 })).toBe(30);
  });

  test('reach the subjects too, with the instant of the report', () => {
    const subjects = jest.fn(() => []);
    evaluate(
      controlOf({ inputs: { maxAgeDays: 1 }, subjects }),
      { inputs: { extra: 'x' } },
      REPORT,
      [],
    );
    const inputs = { maxAgeDays: 1, extra: 'x' };
    const context = { inputs, facts: {}, report: REPORT, asOf: AS_OF };
    expect(subjects).toHaveBeenCalledWith(REPORT, context);
  });
});

describe('what could not be checked is an error, never a pass', () => {
  test('a check that crashes, for that subject alone', () => {
    const verdicts = run({
      check: ({ label }) => {
        if (label === 'bob')
          throw new TypeError("Cannot read properties of undefined (reading 'x')");
        return PASS;
      },
    });
    expect(verdicts.map(({ status }) => status)).toEqual(['passed', 'error', 'passed']);
    expect(verdicts[1]?.reason).toBe(
      "bob: could not be checked, the check crashed: TypeError: Cannot read properties of undefined (reading 'x').",
    );
  });

  test('subjects that crash', () => {
    const subjects = () => {
      throw new RangeError('no such thing');
    };
    expect(only(run({ subjects }))).toMatchObject({
      subject: 'all subjects',
      arn: undefined,
      status: 'error',
      reason: 'all subjects: could not be checked, could not list them: RangeError: no such thing.',
    });
  });

  test.each([
    ['undefined', undefined],
    ['a promise', Promise.resolve([])],
    ['a generator', (function* () {})()],
    ['a list with nothing in it', [undefined]],
    ['a list with a hole', new Array(1)],
    ['names instead of subjects', ['alice']],
    ['rows instead of subjects', REPORT.rows],
  ])('subjects that are %s', (_, listed) => {
    const verdicts = run({ subjects: () => untyped(listed) });
    expect(only(verdicts)).toMatchObject({ subject: 'all subjects', status: 'error' });
  });

  test.each([
    ['undefined', undefined],
    ['null', null],
    ['true', true],
    ['a promise of a pass', Promise.resolve(PASS)],
    ['an object without a verdict', {}],
    ['a verdict that is no boolean', { ...PASS, passed: 'no' }],
  ])('a check that returns %s', (_, returned) => {
    const verdicts = run({ check: () => untyped(returned) });
    expect(verdicts.map(({ status }) => status)).toEqual(['error', 'error', 'error']);
    expect(verdicts[0]?.reason).toBe('alice: could not be checked, the check returned no finding.');
  });

  test('two subjects of one label, since the second would hide behind the first', () => {
    const verdicts = run({ subjects: ({ users }) => [...users, ...users.slice(0, 1)] });
    expect(verdicts.filter(({ status }) => status === 'error')).toEqual([
      expect.objectContaining({
        subject: 'alice',
        reason: 'alice: could not be checked, another subject has the same label.',
      }),
    ]);
  });

  test('a subject whose row says that it leaves credentials out; its check is not even asked', () => {
    const check = jest.fn(() => PASS);
    const report = reportOf(userRow('alice', LEFT_OUT));
    const verdict = only(evaluate(controlOf({ check }), { inputs: {} }, report, []));
    expect(verdict.status).toBe('error');
    expect(verdict.reason).toMatchInlineSnapshot(
      `"alice: could not be checked, additional_credentials_info says "1 additional access key": the report leaves credentials of this user out, so look them up."`,
    );
    expect(check).not.toHaveBeenCalled();
  });

  test('a user of such a row who has no subject, and an account where nobody has one', () => {
    const report = reportOf(userRow('alice', LEFT_OUT), userRow('bob', accessKey(1, ago(0))));
    const lines = (verdicts: readonly Verdict[]) =>
      verdicts.map(({ subject, status, arn }) => `${subject} ${status} ${arn?.split('/').at(-1)}`);
    expect(lines(evaluate(rotation, { inputs: {} }, report, []))).toEqual([
      'bob / access key 1 passed bob',
      'alice error alice',
    ]);
    const nobody = controlOf({ subjects: () => [] });
    expect(lines(evaluate(nobody, { inputs: {} }, report, []))).toEqual([
      'no subject error undefined',
    ]);
    const ofRoot = reportOf(rootRow(LEFT_OUT), userRow('bob'));
    const [verdict] = evaluate(nobody, { inputs: {} }, ofRoot, []);
    expect(verdict?.reason).toMatch(
      /^no subject: could not be checked, since of <root_account> additional_credentials_info says /,
    );
  });

  test('whatever is thrown', () => {
    for (const thrown of ['text', 5, undefined, null, Symbol('s')]) {
      const check = () => {
        throw thrown;
      };
      const [verdict] = run({ check });
      expect(verdict).toMatchObject({
        status: 'error',
        reason: expect.stringContaining(String(thrown)),
      });
    }
  });

  test('broken() ends its sentence once', () => {
    const reason = (why: string) =>
      broken({ id: 'sample', severity: 'low' }, 'alice', undefined, why).reason;
    expect(reason('it broke')).toBe('alice: could not be checked, it broke.');
    expect(reason('it broke.\n')).toBe('alice: could not be checked, it broke.');
  });
});

describe('waivers', () => {
  const ARN = 'arn:aws:iam::111122223333:user/alice';
  const waive = (subject: string, more: Partial<Waiver> = {}): Waiver => ({
    control: 'sample',
    subject,
    reason: 'Batch job until its migration.',
    owner: 'team-batch',
    approvedBy: 'Carol',
    ticket: undefined,
    expires: Date.UTC(2025, 11, 31, 23, 59, 59, 999),
    ...more,
  });
  const first = (waiver: Waiver, check = () => FAIL) => run({ check }, [waiver])[0];

  test.each(['alice', ARN, 'ali*', '*', 'arn:aws:iam::*:user/alice', '*:user/*'])(
    'turn a failure into waived: %s',
    (subject) => {
      expect(first(waive(subject))?.status).toBe('waived');
    },
  );

  test.each([
    'bob',
    'Alice',
    'alic',
    'lice',
    'a.ice',
    'alice / access key 1',
    'ali?e',
    'x*',
    'li*',
    '*lic',
    'a.ic*',
    '',
  ])('of another subject change nothing: %j', (subject) => {
    expect(first(waive(subject))).toEqual(run({ check: () => FAIL })[0]);
  });

  test('of a credential cover that one alone, of an ARN all credentials of the user', () => {
    const judge = (subject: string) =>
      evaluate(rotation, { inputs: { maxAgeDays: 0 } }, REPORT, [waive(subject)])
        .slice(0, 3)
        .map(({ status }) => status);
    expect(judge('alice / access key 2')).toEqual(['failed', 'waived', 'failed']);
    expect(judge('* / access key 2')).toEqual(['failed', 'waived', 'waived']);
    expect(judge(ARN)).toEqual(['waived', 'waived', 'failed']);
    expect(judge('alice')).toEqual(['failed', 'failed', 'failed']);
  });

  test('of another control change nothing', () => {
    expect(first(waive('*', { control: 'other' }))).toEqual(run({ check: () => FAIL })[0]);
  });

  test('keep what was found, and say beside it who waived it, until when and why', () => {
    const waived = first(waive('alice'));
    expect(waived).toMatchObject({
      measured: 3,
      limit: 2,
      fix: 'aws iam tell --user-name alice twice alice',
      waiver: waive('alice'),
      reason: 'It is 3 of 2.',
    });
    expect(waived && fullReason(waived)).toBe(
      'It is 3 of 2. Waived until 2025-12-31T23:59:59Z by Carol, owner team-batch: Batch job until its migration.',
    );
  });

  test('hold at the very instant they end, and 1 ms later no more', () => {
    expect(first(waive('alice', { expires: AS_OF }))?.status).toBe('waived');
    expect(first(waive('alice', { expires: AS_OF - 1 }))?.status).toBe('failed');
  });

  test('that have expired are named by the failure', () => {
    const expired = waive('alice', { expires: Date.UTC(2025, 4, 31, 23, 59, 59, 999) });
    const failed = first(expired);
    expect(failed).toMatchObject({ status: 'failed', waiver: expired, reason: 'It is 3 of 2.' });
    expect(failed && fullReason(failed)).toMatchInlineSnapshot(
      `"It is 3 of 2. Its waiver (Batch job until its migration.) expired on 2025-05-31T23:59:59Z."`,
    );
  });

  test('that have expired do not stand in the way of one that holds', () => {
    const waivers = [waive('alice', { expires: AS_OF - 1 }), waive('ali*')];
    expect(run({ check: () => FAIL }, waivers)[0]).toMatchObject({
      status: 'waived',
      waiver: waivers[1],
    });
  });

  test('never touch a pass', () => {
    expect(run({}, [waive('*')])).toEqual(run({}));
  });

  test('never touch an error', () => {
    const crash = () => {
      throw new Error('boom');
    };
    expect(run({ check: crash }, [waive('*')])).toEqual(run({ check: crash }));
    expect(run({ subjects: crash }, [waive('*')])).toEqual(run({ subjects: crash }));
    const report = reportOf(userRow('alice', LEFT_OUT));
    expect(evaluate(controlOf(), { inputs: {} }, report, [waive('*')])[0]?.status).toBe('error');
  });

  test('never touch what is not applicable', () => {
    expect(run({ subjects: () => [] }, [waive('*')])).toEqual(run({ subjects: () => [] }));
  });
});

test('evaluate is pure: the same input gives the same verdicts, and is left as it was', () => {
  const before = structuredClone(REPORT);
  const inputs = Object.freeze({ maxAgeDays: 30 });
  const waivers = Object.freeze([]);
  const once = evaluate(rotation, { inputs }, REPORT, waivers);
  expect(evaluate(rotation, { inputs }, REPORT, waivers)).toEqual(once);
  expect(REPORT).toEqual(before);
  expect(rotation.inputs).toEqual({ maxAgeDays: 90 });
});

const METADATA = {
  id: 'sample',
  title: 'It holds',
  severity: 'high',
  nist: [],
  rationale: 'r',
  remediation: 'm',
} as const;

describe('tags', () => {
  const alice = (tags: readonly { key: string; value: string }[] | undefined) => {
    const report = reportOf(userRow('alice'));
    return {
      ...report,
      users: report.users.map((user) => ({ ...user, tags })),
      facts: tags ? { userTags: { known: [{ userName: 'alice', tags }] } } : {},
    };
  };
  const failing = compile({
    ...METADATA,
    inputs: { maxAgeDays: 90 },
    subjects: ({ users }) => users,
    check: (_, { inputs }) => ({
      passed: false,
      measured: 100,
      limit: inputs.maxAgeDays,
      reason: 'It fails.',
    }),
  });
  const waiver = (subject: string): Waiver => ({
    control: METADATA.id,
    subject,
    reason: 'r',
    owner: 'o',
    approvedBy: 'a',
    ticket: undefined,
    expires: Number.MAX_SAFE_INTEGER,
  });
  const statusOf = (...subjects: readonly string[]) =>
    evaluate(failing, { inputs: {} }, alice([{ key: 'note', value: 'test' }]), subjects.map(waiver))
      .map(({ status }) => status)
      .join();

  test.each<[string, string]>([
    ['tag:note=test', 'waived'],
    ['tag:NOTE=t*', 'waived'],
    ['tag:note', 'waived'],
    ['tag:note=tes', 'failed'],
    ['tag:other=test', 'failed'],
  ])('a waiver of %s: %s', (subject, status) => {
    expect(statusOf(subject)).toBe(status);
  });

  test.each(['*test', 't*', '*note=*', 'tag *'])(
    'a pattern of names such as %s matches no tag, beside a waiver by tag either',
    (subject) => {
      expect(statusOf(subject)).toBe('failed');
      expect(statusOf(subject, 'tag:other=x')).toBe('failed');
    },
  );

  test.each([
    ['tag:note=test', 'alice'],
    ['alice', 'tag:note=test'],
  ])('of %s and %s, the first in the file is told', (first, second) => {
    const report = alice([{ key: 'note', value: 'test' }]);
    const waivers = [first, second].map(waiver);
    const [verdict] = evaluate(failing, { inputs: {} }, report, waivers);
    expect(verdict?.waiver?.subject).toBe(first);
  });

  test('where they are not known, a control whose classes go by them could not be checked', () => {
    const classes = [
      { name: 'strict', users: ['tag:team=x'], inputs: { maxAgeDays: 30 }, loosens: undefined },
    ];
    const terms = { inputs: {}, scope: { everybody: true, classes } };
    expect(evaluate(failing, terms, alice(undefined), [])).toMatchObject([
      {
        subject: 'all subjects',
        status: 'error',
        reason: expect.stringContaining('a saved report does not tell the tags of users'),
      },
    ]);
    expect(evaluate(failing, terms, alice([]), [])).toMatchObject([
      { status: 'failed', limit: 90 },
    ]);
    const tagged = alice([{ key: 'Team', value: 'x' }]);
    expect(evaluate(failing, terms, tagged, [])).toMatchObject([{ status: 'failed', limit: 30 }]);
  });
});

describe('a due date that cannot be is an error of the verdict, not of the run', () => {
  test.each([Number.NaN, 1.5, -1, Number.MAX_SAFE_INTEGER, Date.UTC(9999, 11, 31) + 1])(
    '%d',
    (dueAt) => {
      const check = () => ({ passed: true, measured: 1, limit: 2, reason: 'It passes.', dueAt });
      const own = compile({ ...METADATA, subjects: ({ users }) => users, check });
      expect(evaluate(own, { inputs: {} }, reportOf(userRow('alice')), [])).toMatchObject([
        { status: 'error', reason: expect.stringContaining('no instant') },
      ]);
    },
  );

  test('nor one that says otherwise than the check itself', () => {
    const { asOf } = reportOf(userRow('alice'));
    const check = () => ({
      passed: true,
      measured: 1,
      limit: 2,
      reason: 'It passes.',
      dueAt: asOf,
    });
    const own = compile({ ...METADATA, subjects: ({ users }) => users, check });
    expect(evaluate(own, { inputs: {} }, reportOf(userRow('alice')), [])).toMatchObject([
      { status: 'error', reason: expect.stringContaining('contradicts the due date') },
    ]);
  });
});
