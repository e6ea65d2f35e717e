import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCodeOf } from '../support/control';
import { type ControlResult, junit, summary, writePrivateFile } from '../support/evidence';
import { makePlan } from '../support/jest/plan';
import { verdictsOf } from '../support/jest/verdicts';
import { parseReport, resolveAsOf } from '../support/report';
import { AS_OF } from './make-report';

/** Prints where the time of an audit goes, in milliseconds, as JSON: one warm process, no Jest. */
function stages(file: string): Readonly<Record<string, number>> {
  const marks: Record<string, number> = {};
  const timed = <T>(name: string, action: () => T): T => {
    const start = performance.now();
    const result = action();
    marks[name] = performance.now() - start;
    return result;
  };
  const plan = timed('plan', () => makePlan({ IAMSPEC_PROFILE: 'all' }));
  const asOf = resolveAsOf({ generatedTime: undefined }, AS_OF, Date.now());
  const content = readFileSync(file);
  const report = timed('parse', () => parseReport({ content, caller: undefined }, asOf));
  const results = timed('evaluate', () =>
    plan.controls.map((planned): ControlResult => {
      const { profile, id, inputs, control, requirements } = planned;
      const verdicts = verdictsOf(planned, report, plan);
      const about = { profile, id, inputs, requirements, severity: control?.severity, notRun: 0 };
      return { ...about, verdicts, start: AS_OF, milliseconds: 0 };
    }),
  );
  const all = results.flatMap(({ verdicts }) => verdicts);
  const result = {
    audited: {
      report,
      origin: { kind: 'file', path: file, format: 'csv' },
      callerArn: undefined,
      notes: [],
      readAt: AS_OF,
    },
    profiles: plan.profiles,
    waivers: [],
    classLimits: [],
    emptyClasses: [],
    results,
    problems: [],
    failOn: 'low',
    exitCode: exitCodeOf(all, 'low'),
  } as const;
  const path = join(mkdtempSync(join(tmpdir(), 'iamspec-bench-')), 'junit.xml');
  timed('junit', () => writePrivateFile(path, junit(result)));
  timed('summary', () => summary(result, { colors: false, evidence: [] }));
  return { ...marks, verdicts: all.length };
}

process.stdout.write(JSON.stringify(stages(process.argv[2] ?? '')));
