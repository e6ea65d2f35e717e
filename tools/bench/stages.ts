import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Content } from '../../support/bundle';
import type { Snapshot } from '../../support/report';
import type { AuditResult } from '../../support/result';
import { AS_OF } from './make-report';

// What is timed is what is shipped.
const {
  gzipped,
  writeNewFile,
}: typeof import('../../support/bundle') = require('../../dist/bundle');
const {
  summary,
  verdictsNdjson,
  writerOf,
}: typeof import('../../support/formats') = require('../../dist/formats');
const { judgeControl }: typeof import('../../support/judge') = require('../../dist/judge');
const { page }: typeof import('../../support/page') = require('../../dist/page');
const {
  parseReport,
  resolveAsOf,
}: typeof import('../../support/report') = require('../../dist/report');
const { sumUp }: typeof import('../../support/result') = require('../../dist/result');
const {
  makePlan,
  newRun,
  takeSettings,
}: typeof import('../../support/run') = require('../../dist/run');

const WRITERS: Readonly<Record<string, (result: AuditResult) => Content>> = {
  'verdicts.ndjson.gz': (result) => gzipped(verdictsNdjson(result)),
  'junit.xml': writerOf('junit'),
  'summary.md': writerOf('markdown'),
  'index.html': (result) => page(result, []),
  'summary on the terminal': (result) => summary(result, { colors: false, evidence: [] }),
};

// Milliseconds by stage of an audit: one process, no Jest.
function stages(file: string): Readonly<Record<string, number>> {
  const marks: Record<string, number> = {};
  const timed = <T>(name: string, action: () => T): T => {
    const start = performance.now();
    const result = action();
    marks[name] = performance.now() - start;
    return result;
  };
  const plan = timed('plan', () => makePlan(takeSettings({ IAMSPEC_PROFILE: 'all' })));
  const asOf = resolveAsOf({ generatedTime: undefined }, AS_OF, Date.now());
  const content = readFileSync(file);
  const report = timed('parse', () => parseReport({ content, caller: undefined }, asOf));
  const results = timed('evaluate', () =>
    plan.controls.map((planned) => judgeControl(planned, report, plan, Date.now)),
  );
  const audited = { report, snapshot: snapshotOf(file, content), readAt: AS_OF };
  const result = sumUp(plan, newRun(plan.settings), { audited, results, problems: [] });
  const directory = mkdtempSync(join(tmpdir(), 'iamspec-bench-'));
  for (const [name, write] of Object.entries(WRITERS)) {
    timed(name, () => writeNewFile(join(directory, name), write(result)));
  }
  rmSync(directory, { recursive: true });
  return { ...marks, verdicts: results.reduce((sum, { verdicts }) => sum + verdicts.length, 0) };
}

function snapshotOf(path: string, content: Uint8Array): Snapshot {
  const origin = { kind: 'file', path, format: 'csv' } as const;
  return { content, generatedTime: undefined, origin, caller: undefined, facts: {}, notes: [] };
}

process.stdout.write(JSON.stringify(stages(process.argv[2] ?? '')));
