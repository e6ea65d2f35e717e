import * as fc from 'fast-check';
import { inputsOf, questions, readOrRefuse, reportControls } from '../../tools/testing/oracle';
import { type Control, evaluate, type Inputs, type Verdict } from '../control';
import { type CredentialReport, DAY, type Instant } from '../report';
import { type Answers, ask } from './oracle';

/**
 * Due dates, held against the naive judge: it knows of none, so it is asked for its verdict at a date and one
 * millisecond before, and at the end of a time in which some fall due.
 */

const controls = reportControls();

const at = (report: CredentialReport, asOf: Instant): CredentialReport => ({ ...report, asOf });

const judge = (control: Control, inputs: Inputs, report: CredentialReport) =>
  evaluate(control, { inputs }, report, []).filter(({ owner }) => owner !== undefined);

const failing = (answers: Answers) =>
  [...answers].filter(([, answer]) => answer === 'failed').map(([subject]) => subject);

test('what passes does so until one millisecond before its due date, and fails at it', () => {
  const seen = { users: 0, dates: 0, controls: new Set<string>() };
  fc.assert(
    fc.property(questions, (question) => {
      const report = readOrRefuse(question);
      if (!report) return;
      seen.users += report.users.length;
      for (const control of controls) {
        const inputs = inputsOf(control, question.inputs);
        const due = new Map<Instant, string[]>();
        for (const { subject, status, dueAt } of judge(control, inputs, report)) {
          if (dueAt === undefined || status !== 'passed') continue;
          due.set(dueAt, [...(due.get(dueAt) ?? []), subject]);
        }
        for (const [dueAt, subjects] of due) {
          expect(dueAt).toBeGreaterThan(report.asOf);
          for (const [instant, expected] of [
            [dueAt - 1, 'passed'],
            [dueAt, 'failed'],
          ] as const) {
            const answers = ask(control.id, question.rows, instant, inputs);
            const again = judge(control, inputs, at(report, instant));
            const said = new Map(again.map(({ subject, status }) => [subject, status]));
            const wrong = subjects.filter(
              (each) => answers.get(each) !== expected || said.get(each) !== expected,
            );
            expect([control.id, instant, wrong]).toEqual([control.id, instant, []]);
          }
          seen.dates += subjects.length;
          seen.controls.add(control.id);
        }
      }
    }),
    { numRuns: 2000 },
  );
  expect(seen.users).toBeGreaterThan(3000);
  expect(seen.dates).toBeGreaterThan(3000);
  expect([...seen.controls].sort()).toMatchInlineSnapshot(`
[
  "access-key-inactive-removed",
  "access-key-last-used",
  "access-key-never-used",
  "access-key-one-active",
  "access-key-rotation",
  "password-age",
  "password-last-used",
  "password-overdue",
  "signing-certificate-rotation",
  "user-in-use",
]
`);
});

test('when the clock moves on, exactly what was due by then fails that passed', () => {
  const horizon = fc.integer({ min: 1, max: 100 * DAY });
  let turned = 0;
  fc.assert(
    fc.property(questions, horizon, (question, time) => {
      const report = readOrRefuse(question);
      if (!report) return;
      const then = report.asOf + time;
      for (const control of controls) {
        const inputs = inputsOf(control, question.inputs);
        const verdicts = judge(control, inputs, report);
        const due = verdicts
          .filter((verdict) => isDueBy(verdict, then))
          .map(({ subject }) => subject);
        const before = new Set(failing(ask(control.id, question.rows, report.asOf, inputs)));
        const after = failing(ask(control.id, question.rows, then, inputs));
        expect([control.id, due.sort()]).toEqual([
          control.id,
          after.filter((subject) => !before.has(subject)).sort(),
        ]);
        turned += due.length;
      }
    }),
    { numRuns: 1000 },
  );
  expect(turned).toBeGreaterThan(1000);
});

function isDueBy({ status, dueAt }: Verdict, then: Instant): boolean {
  return status === 'passed' && dueAt !== undefined && dueAt <= then;
}
