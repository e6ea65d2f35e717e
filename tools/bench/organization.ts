import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Collector, PlannedAccount } from '../../support/organization';
import { AS_OF, makeReport } from './make-report';
import { type Cost, run as measured, median } from './measure';

// What is timed is what is shipped.
const { writeBundle }: typeof import('../../support/bundle') = require('../../dist/bundle');
const {
  appendRecord,
  auditAccounts,
  bundleRecorder,
  FILES,
  makePlans,
  readRecords,
  systemClock,
  writeManifest,
  writeSummary,
}: typeof import('../../support/organization') = require('../../dist/organization');
const { sumUpOrganization }: typeof import('../../support/result') = require('../../dist/result');
const { newRun, takeSettings }: typeof import('../../support/run') = require('../../dist/run');

const ROOT = join(__dirname, '..', '..');
const PROFILE = 'cis-aws-5.0';
const USERS = 50;
const SIZES = [1000, 2000];
const ROUNDS = Number(process.env.ROUNDS ?? 1);
const ID = '111122223333';

async function audit(directory: string, size: number): Promise<void> {
  const env = { IAMSPEC_PROFILE: PROFILE, IAMSPEC_AS_OF: new Date(AS_OF).toISOString() };
  const plans = makePlans(takeSettings(env), [PROFILE]);
  const plan = plans.get(PROFILE);
  if (!plan) throw new Error(`there is no plan for ${PROFILE}`);
  const run = newRun(plan.settings);
  const accounts = Array.from({ length: size }, (_, index) => account(index));
  const own = join(directory, 'organization', 'runs', run.id);
  const records = join(own, FILES.records);
  const manifest = { run, options: {}, listed: size, accounts, excluded: [], notes: [] };
  writeManifest(own, manifest);
  const stopped = await auditAccounts({
    run,
    accounts,
    collector: savedReports(directory),
    planFor: () => plan,
    record: bundleRecorder(join(directory, 'organization', 'accounts'), own, writeBundle),
    log: (record) => appendRecord(records, record),
    concurrency: 4,
    timeout: 60_000,
    clock: systemClock,
    signal: new AbortController().signal,
    progress: () => {},
  });
  const result = sumUpOrganization(manifest, readRecords(records), stopped ? [stopped] : []);
  writeSummary(own, result);
  const verdicts = Object.values(result.verdicts).reduce((sum, count) => sum + count, 0);
  writeFileSync(join(directory, `${size}.json`), JSON.stringify({ verdicts, ...result.counts }));
}

function account(index: number): PlannedAccount {
  const id = String(100_000_000_000 + index);
  const rest = { email: undefined, state: 'ACTIVE', ou: undefined, tags: undefined };
  return { id, name: `account-${index}`, profile: PROFILE, ...rest };
}

function savedReports(directory: string): Collector {
  return {
    start: async () => ({ done: 'COMPLETE' }),
    collect: async ({ id }) => {
      const path = join(directory, 'saved', `${id}.csv`);
      const origin = { kind: 'file', path, format: 'csv' } as const;
      const content = await readFile(path);
      const known = { generatedTime: undefined, caller: undefined, facts: {}, notes: [] };
      return { done: { snapshot: { content, origin, ...known }, readAt: AS_OF } };
    },
  };
}

function saveReports(directory: string, size: number): void {
  mkdirSync(join(directory, 'saved'));
  const report = makeReport(USERS);
  for (let index = 0; index < size; index++) {
    const { id } = account(index);
    writeFileSync(join(directory, 'saved', `${id}.csv`), report.replaceAll(ID, id));
  }
}

function measure(): void {
  const work = mkdtempSync(join(tmpdir(), 'iamspec-bench-'));
  saveReports(work, Math.max(...SIZES));
  const costs = SIZES.map((size) => {
    const argv = [
      process.execPath,
      '--require',
      'esbuild-register',
      __filename,
      work,
      String(size),
    ];
    const rounds = Array.from({ length: ROUNDS }, () => {
      const cost = measured({ name: `${size} accounts`, argv, cwd: ROOT });
      rmSync(join(work, 'organization'), { recursive: true });
      return cost;
    });
    const of = (key: keyof Cost) => median(rounds.map((cost) => cost[key]));
    const cost = { wall: of('wall'), cpu: of('cpu'), memory: of('memory') };
    return { size, ...cost, verdicts: verdictsOf(join(work, `${size}.json`)) };
  });
  rmSync(work, { recursive: true });
  const [first] = costs;
  const print = (...cells: readonly (string | number)[]) =>
    process.stdout.write(`| ${cells.join(' | ')} |\n`);
  process.stdout.write(
    `Node ${process.version}, ${USERS} users each, ${PROFILE}, each with its bundle.\n\n`,
  );
  print('accounts', 'verdicts', 'seconds', 'CPU s', 'verdicts/s', 'peak MB', 'times the first');
  print('---', '---', '---', '---', '---', '---', '---');
  for (const { size, verdicts, wall, cpu, memory } of costs) {
    const ratio = wall / (first?.wall ?? wall);
    const figures = [wall.toFixed(1), cpu.toFixed(1), (verdicts / wall).toFixed(0)];
    print(size, verdicts, ...figures, memory.toFixed(0), ratio.toFixed(2));
  }
}

function verdictsOf(path: string): number {
  const { verdicts }: { readonly verdicts: number } = JSON.parse(readFileSync(path, 'utf8'));
  return verdicts;
}

const [, , directory, size] = process.argv;
if (directory === undefined) measure();
else {
  audit(directory, Number(size)).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 2;
  });
}
