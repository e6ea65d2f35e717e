import * as fc from 'fast-check';
import type { Inputs } from '../control';
import type { CredentialReport } from '../report';
import { differences, inputsOf, type Question, questions, read, reportControls } from './testing';

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
const sound = samples.map((question) => ({ question, report: read(question) }));

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

test.each(controls.map(({ id }) => id))(
  '%s: dates after the report allowed by 1 ms more or less are found out',
  (id) => {
    for (const error of [1, -1]) {
      const found = isFound(id, (report, inputs, question) => [
        { ...read({ ...question, asOf: question.asOf + error }), asOf: report.asOf },
        inputs,
      ]);
      expect({ error, found }).toEqual({ error, found: true });
    }
  },
);
