import { auditResult, controlResult, HOSTILE_NAMES, verdict } from '../../tools/testing/result';
import type { Status } from '../control';
import { bySubject, controlKey, failureKey } from '../result';
import { failedLines } from './failed-lines';
import { parseVerdictsNdjson, verdictsNdjson } from './verdicts-ndjson';

const STATUSES: readonly Status[] = [
  'passed',
  'failed',
  'error',
  'waived',
  'notApplicable',
  'notReviewed',
];

const NAMES = [
  ...HOSTILE_NAMES,
  '","status":"failed","measured":1,"limit":2',
  '{"profile":"x","control":"y"}',
  'é 🔑 \ud800',
];

const results = ['house', undefined].map((profile) =>
  controlResult(
    'key-age',
    'high',
    NAMES.flatMap((name, at) =>
      STATUSES.map((status) =>
        verdict(`${name} ${status}`, status, `${name}.`, {
          arn: at % 2 === 0 ? `arn:aws:iam::111122223333:user/${name}` : undefined,
          measured: [undefined, 1.5, '","limit":', true][at % 4],
          limit: 90,
        }),
      ),
    ),
    { profile },
  ),
);

const text = [...verdictsNdjson(auditResult({ results }))].join('');

test.each(['failed', 'waived'] as const)(
  'what is %s is what a reader of every line finds, whatever names hold',
  (which) => {
    const found = [...bySubject(failedLines(Buffer.from(text), which)).values()];
    const failed = parseVerdictsNdjson(text).filter(({ status }) => status === which);
    expect(found).toEqual(
      failed.map(({ profile, control, severity, subject, arn, measured }) => ({
        profile,
        control,
        severity,
        subject,
        arn,
        measured,
      })),
    );
    expect(found).toHaveLength(2 * NAMES.length);
  },
);

test('each is named as its verdict is, so that most need not be parsed', () => {
  const keys = results.flatMap((result) =>
    result.verdicts
      .filter(({ status }) => status === 'failed')
      .map((each) => failureKey(controlKey(result.profile ?? null, result.id), each)),
  );
  expect([...failedLines(Buffer.from(text))].map(([key]) => key)).toEqual(keys);
});

test('lines are found wherever a piece of the file ends', () => {
  const many = text.repeat(40);
  expect(many.length).toBeGreaterThan(8 << 16);
  expect([...failedLines(Buffer.from(many))]).toHaveLength(40 * 2 * NAMES.length);
  expect([...failedLines(Buffer.from(''))]).toEqual([]);
});
