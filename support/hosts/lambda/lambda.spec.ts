import { FUNCTION_ENVIRONMENT, localAws, startMemoryS3 } from '../../../tools/testing/deploy';
import { orgAccount } from '../../../tools/testing/organization';
import { auditResult, controlResult, verdict } from '../../../tools/testing/result';
import { type OrganizationResult, recordOf } from '../../result';
import { digestOf } from './digest';
import { sentenceOf } from './events';
import { batches, controlEvents, fitting, notificationOf } from './notify';
import { readStack } from './stack';
import { openStore } from './store';

const run = { id: '2026-11-21T02-00-00Z-3f9a1c', startedAt: 0, date: '2026-11-21' };
const stack = readStack(FUNCTION_ENVIRONMENT);
const files = { bundle: 'evidence/dt=2026-11-21/account=000000000007/x', junit: 'x' };

const failures = Array.from({ length: 12 }, (_, index) =>
  verdict(`user-${index}`, 'failed', 'too old'),
);
const result = auditResult({
  results: [
    controlResult('key-age', 'high', [...failures, verdict('bob', 'passed', 'young')]),
    controlResult('mfa', 'high', [verdict('bob', 'waived', 'accepted')]),
  ],
});
const account = orgAccount('7', { name: 'bad\nname\u202e' });
const record = recordOf(account, result, files, 0);

describe('what the stack tells its functions', () => {
  test('is read, lists by their commas', () => {
    expect(readStack({ ...FUNCTION_ENVIRONMENT, UNITS: 'ou-1, ou-2', KMS: '' })).toMatchObject({
      units: ['ou-1', 'ou-2'],
      include: [],
      polls: 5,
      evidence: { name: 'evidence', owner: undefined, kmsKeyId: undefined },
    });
  });

  test('is refused where it is missing or no number, all at once', () => {
    const read = () => readStack({ ...FUNCTION_ENVIRONMENT, WORK_BUCKET: ' ', WAIT_SECONDS: '0' });
    expect(read).toThrow(/WORK_BUCKET is not set.*WAIT_SECONDS is "0", expected a number/s);
  });
});

describe('who is told', () => {
  test('hears of each control that failed, and the first of its subjects', () => {
    const [event, ...more] = controlEvents(stack, run, record, result);
    expect(more).toEqual([]);
    expect(event?.Detail).toMatchObject({
      account: '000000000007',
      control: 'key-age',
      severity: 'high',
      failed: 12,
      evidence: `s3://evidence/${files.bundle}/`,
    });
    expect(event?.Detail.subjects).toHaveLength(10);
  });

  test('hears whose they are, by which rule, and since when the first of them fails', () => {
    const [of = controlResult('key-age', 'high', [])] = result.results;
    const owned = of.verdicts.map((verdict, place) => ({
      ...verdict,
      owner: { name: place === 0 ? 'web' : 'data', by: 'tag team' },
      dueAt: 1_700_000_000_001 + place,
    }));
    const told = { ...result, results: [{ ...of, verdicts: owned }] };
    const [event] = controlEvents(stack, run, record, told);
    expect(event?.Detail).toMatchObject({
      owners: [
        { name: 'web', by: 'tag team' },
        { name: 'data', by: 'tag team' },
      ],
      failingSince: '2023-11-14T22:13:20.001Z',
    });
  });

  test('gets events ten at a time', () => {
    const [event] = controlEvents(stack, run, record, result);
    if (!event) throw new Error('there is no event');
    const sizes = (count: number) =>
      batches(Array.from({ length: count }, () => event)).map(({ entries }) => entries.length);
    expect([sizes(0), sizes(10), sizes(25)]).toEqual([[], [10], [10, 10, 5]]);
  });

  test('gets no more than a state can hold, and hears how many are left out', () => {
    const [event] = controlEvents(stack, run, record, result);
    if (!event) throw new Error('there is no event');
    const Detail = { ...event.Detail, subjects: ['\u00fc'.repeat(5_000)] };
    const all = Array.from({ length: 50 }, () => ({ ...event, Detail }));
    const { entries, left } = fitting(all);
    expect(entries.length + left).toBe(50);
    expect(Buffer.byteLength(JSON.stringify(batches(entries)))).toBeLessThan(201_000);
    expect(Buffer.byteLength(JSON.stringify(batches(entries)))).toBeGreaterThan(180_000);
    const { message } = notificationOf(stack, run, record, left);
    expect(message).toContain(`without an event, which would be too many: ${left}`);
    expect(fitting([event])).toEqual({ entries: [event], left: 0 });
  });

  test('reads no line that a name has written', () => {
    const { subject, message, severity } = notificationOf(stack, run, record);
    expect(subject).toBe('IAM credentials: account 000000000007 breaks the policy');
    expect(message.split('\n')).toHaveLength(4);
    expect(message).toContain('Account 000000000007 (bad name )');
    expect(severity).toBe('high');
  });
});

describe('the digest', () => {
  const summary: OrganizationResult = {
    run: result.run,
    listed: 10_000,
    excluded: 0,
    counts: { passed: 0, failed: 10_000, error: 0, skipped: 0 },
    accounts: Array.from({ length: 10_000 }, () => record),
    unreported: [],
    controls: [],
    verdicts: { passed: 0, failed: 0, error: 0, waived: 0, notApplicable: 0, notReviewed: 0 },
    failed: { low: 0, medium: 0, high: 0, critical: 0 },
    sources: {},
    problems: [],
    notes: [],
    exitCode: 2,
  };

  test('of ten thousand accounts fits into a message, and its subject into a subject', () => {
    const { subject, message } = digestOf(summary, 's3://evidence/x');
    expect(subject.length).toBeLessThanOrEqual(100);
    expect(Buffer.byteLength(message)).toBeLessThan(256 * 1024);
    expect(message).toContain('... and 9975 more');
    expect(message.split('\n').filter((line) => line.includes('bad name'))).toHaveLength(25);
  });
});

describe('what is kept', () => {
  test('is never overwritten: the same again is accepted, anything else is not', async () => {
    const former = process.env;
    const s3 = await startMemoryS3();
    try {
      process.env = { ...localAws(s3.url, s3.url) };
      const { keep } = openStore(stack.evidence);
      await keep('organization/x', 'one', 'text/plain');
      await keep('organization/x', Buffer.from('one'), 'text/plain');
      await expect(keep('organization/x', 'two', 'text/plain')).rejects.toThrow(
        /another content; it is left as it is/,
      );
      expect(String(s3.objects.get('evidence/organization/x'))).toBe('one');
    } finally {
      process.env = former;
      await s3.close();
    }
  });

  test('is refused without a condition, by the S3 of these specs as by the policy of the bucket', async () => {
    const former = process.env;
    const s3 = await startMemoryS3();
    try {
      process.env = { ...localAws(s3.url, s3.url) };
      const { put } = openStore(stack.evidence);
      await expect(put('tables/users/x', 'one', 'text/plain')).rejects.toMatchObject({
        name: 'AccessDenied',
      });
      expect(s3.objects.size).toBe(0);
    } finally {
      process.env = former;
      await s3.close();
    }
  });
});

describe('a failure', () => {
  test.each([
    [{ Error: 'States.Timeout' }, 'States.Timeout'],
    [{ Error: 'Lambda.Unknown', Cause: 'killed' }, 'Lambda.Unknown: killed'],
    [
      { Error: 'E', Cause: '{"errorType":"PublishError","errorMessage":"no bucket"}' },
      'PublishError: no bucket',
    ],
  ])('%j is the sentence %s', (failure, sentence) => {
    expect(sentenceOf(failure)).toBe(sentence);
  });
});
