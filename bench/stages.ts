import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluatePlan, makePlan, newRun, sumUp } from '../support/audit';
import { junit, summary, writePrivateFile } from '../support/evidence';
import { parseReport, resolveAsOf, type Snapshot } from '../support/report';
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
  const results = timed('evaluate', () => evaluatePlan(plan, report));
  const all = results.flatMap(({ verdicts }) => verdicts);
  const snapshot: Snapshot = {
    content,
    generatedTime: undefined,
    origin: { kind: 'file', path: file, format: 'csv' },
    caller: undefined,
    facts: {},
    notes: [],
  };
  const audited = { report, snapshot, readAt: AS_OF };
  const result = sumUp(newRun(plan.settings), plan, audited, results, []);
  const path = join(mkdtempSync(join(tmpdir(), 'iamspec-bench-')), 'junit.xml');
  timed('junit', () => writePrivateFile(path, junit(result)));
  timed('summary', () => summary(result, { colors: false, evidence: [] }));
  return { ...marks, verdicts: all.length };
}

process.stdout.write(JSON.stringify(stages(process.argv[2] ?? '')));
