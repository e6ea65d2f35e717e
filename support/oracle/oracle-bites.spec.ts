import * as fc from 'fast-check';
import {
  differences,
  inputsOf,
  type Question,
  questions,
  read,
  readOrRefuse,
  reportControls,
} from '../../tools/testing/oracle';
import type { Inputs } from '../control';
import type { CredentialReport } from '../report';
import { canBeOf } from './cells';

/**
 * What the random reports are worth: a product that is off by the least step there is, in any control
 * with a limit, is found out. A clock that is 1 ms fast turns each `<=` of an age into `<`, one that
 * is 1 ms slow each `<` into `<=`.
 */
const DATED = [
  'root-not-used',
  'password-last-used',
  'password-age',
  'password-overdue',
  'access-key-last-used',
  'access-key-rotation',
  'access-key-never-used',
  'access-key-one-active',
  'access-key-inactive-removed',
  'signing-certificate-rotation',
  'user-in-use',
];

const controls = reportControls();
const samples = fc.sample(questions, { numRuns: 4000, seed: 20_250_630 });
const sound = samples.flatMap((question) => {
  const report = readOrRefuse(question);
  return report ? [{ question, report }] : [];
});

type Change = (
  report: CredentialReport,
  inputs: Inputs,
  question: Question,
) => readonly [CredentialReport, Inputs];

function isFound(id: string, change: Change): boolean {
  const control = controls.find((candidate) => candidate.id === id);
  if (!control) throw new Error(`there is no control ${id}`);
  return sound.some(({ question, report }) => {
    const inputs = inputsOf(control, question.inputs);
    const [changed, given] = change(report, inputs, question);
    // The oracle still answers at the inputs that the question is about.
    const verdicts = { ...control, judge: () => control.judge(changed, given) };
    return differences(verdicts, inputs, changed, question).length > 0;
  });
}

test('every control with a limit in days is among those that are tried', () => {
  const limited = controls.filter(({ inputs }) =>
    Object.keys(inputs).some((name) => name.endsWith('Days')),
  );
  expect(DATED).toEqual(expect.arrayContaining(limited.map(({ id }) => id)));
});

test.each(DATED)('%s: a clock that is off by 1 ms is found out', (id) => {
  expect(isFound(id, (report, inputs) => [report, inputs])).toBe(false);
  for (const error of [1, -1]) {
    const found = isFound(id, (report, inputs) => [
      { ...report, asOf: report.asOf + error },
      inputs,
    ]);
    expect({ error, found }).toEqual({ error, found: true });
  }
});

test.each([1, -1])('access-key-not-created-at-setup: a delay off by %d s is found out', (error) => {
  const found = isFound('access-key-not-created-at-setup', (report, inputs) => [
    report,
    { ...inputs, minDelaySeconds: Number(inputs.minDelaySeconds) + error },
  ]);
  expect(found).toBe(true);
});

test('the random reports are read but for a few, and dates allowed by 1 ms more or less are found out', () => {
  expect(sound.length).toBeGreaterThan(samples.length / 3);
  expect(sound.length).toBeLessThan(samples.length);
  for (const error of [0, 1, -1]) {
    const found = samples.some((question: Question) => {
      const isRead = readOrRefuse({ ...question, asOf: question.asOf + error }) !== undefined;
      return isRead !== canBeOf(question.rows, question.asOf);
    });
    expect({ error, found }).toEqual({ error, found: error !== 0 });
  }
});

test.each(controls.map(({ id }) => id))(
  '%s: a row that is believed though it leaves credentials out is found out',
  (id) => {
    const found = isFound(id, (_, inputs, question) => {
      const rows = question.rows.map(({ additional_credentials_info: _told, ...row }) => row);
      return [read({ ...question, rows }), inputs];
    });
    expect(found).toBe(true);
  },
);
