import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scripts } from '../../package.json';
import { AS_OF, makeReport } from './make-report';
import { type Command, type Cost, compare, median } from './measure';

const ROOT = join(__dirname, '..', '..');
const WORK = mkdtempSync(join(tmpdir(), 'iamspec-bench-'));
const ROUNDS = Number(process.env.ROUNDS ?? 5);
// What package.json runs as `npm test`.
const NPM_TEST = [
  process.execPath,
  ...scripts.test.split(' ').slice(1, -1),
  join(ROOT, 'dist', 'hosts', 'jest', 'bin.js'),
];

function reportOf(users: number): string {
  const file = join(WORK, `${users}.csv`);
  writeFileSync(file, makeReport(users));
  return file;
}

interface Audit {
  readonly args?: readonly string[];
  readonly evidence?: 'bundle' | 'junit';
  readonly profile?: string;
  /** Whether a run lies beside it, with which it compares itself. */
  readonly again?: boolean;
}

function audit(
  users: number,
  { args = [], evidence = 'bundle', profile = 'all', again = false }: Audit = {},
): Command {
  const reports = join(WORK, again ? 'reports' : 'first');
  const junit = evidence === 'junit' ? ['JUnit alone'] : [];
  return {
    name: [
      `iamspec, ${users} users`,
      profile,
      ...(args.length > 0 ? [args.join(' ')] : []),
      ...junit,
      ...(again ? ['with an earlier run'] : []),
    ].join(', '),
    argv: [...NPM_TEST, ...args],
    cwd: ROOT,
    env: {
      IAMSPEC_REPORT: reportOf(users),
      IAMSPEC_AS_OF: new Date(AS_OF).toISOString(),
      IAMSPEC_PROFILE: profile,
      IAMSPEC_REPORTS_DIR: reports,
      IAMSPEC_EVIDENCE: evidence,
    },
    ...(again ? {} : { fresh: reports }),
  };
}

function emptyJest(): Command {
  writeFileSync(join(WORK, 'empty.test.js'), "test('nothing', () => {});\n");
  writeFileSync(join(WORK, 'package.json'), '{}');
  const jest = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
  return {
    name: 'Jest, one empty test',
    argv: [process.execPath, jest, '--rootDir', WORK, '--cacheDirectory', join(WORK, 'jest')],
    cwd: WORK,
  };
}

function pipeline(users: number): Command {
  const encoded = join(WORK, `${users}.b64`);
  writeFileSync(encoded, Buffer.from(makeReport(users)).toString('base64'));
  const script = join(__dirname, 'pipeline.sh');
  return {
    name: 'base64 -d, awk, five checks',
    argv: ['bash', script, encoded, String(AS_OF / 1000)],
  };
}

function print(title: string, commands: readonly Command[], rounds = ROUNDS): readonly Cost[] {
  const costs = compare(commands, rounds);
  const [first] = costs;
  process.stdout.write(`\n## ${title}\n\n`);
  process.stdout.write('| command | wall s | CPU s | peak MB | wall, times the first |\n');
  process.stdout.write('|---|---|---|---|---|\n');
  for (const [index, { wall, cpu, memory }] of costs.entries()) {
    const cells = [wall.toFixed(2), cpu.toFixed(2), memory.toFixed(0)];
    const ratio = (wall / (first?.wall ?? wall)).toFixed(2);
    process.stdout.write(`| ${[commands[index]?.name, ...cells, ratio].join(' | ')} |\n`);
  }
  return costs;
}

function stagesOf(users: number): Readonly<Record<string, number>> {
  const file = reportOf(users);
  const runs = Array.from({ length: ROUNDS }, (): Record<string, number> => {
    const script = join(__dirname, 'stages.ts');
    const args = ['--require', 'esbuild-register', script, file];
    return JSON.parse(execFileSync(process.execPath, args, { cwd: ROOT }).toString());
  });
  const names = Object.keys(runs[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, median(runs.map((run) => run[name] ?? 0))]));
}

function printStages(users: number): void {
  const { verdicts = 1, ...stages } = stagesOf(users);
  const [whole, gate, jest] = compare(
    [audit(users), audit(users, { evidence: 'junit' }), emptyJest()],
    ROUNDS,
  );
  const total = (whole?.wall ?? 0) * 1000;
  process.stdout.write(`\n## 5. Where the time goes, ${users} users, ${verdicts} verdicts\n\n`);
  process.stdout.write('| stage | ms | share of the whole |\n|---|---|---|\n');
  const rows = { 'start Jest (one empty test)': (jest?.wall ?? 0) * 1000, ...stages, whole: total };
  for (const [stage, ms] of Object.entries(rows)) {
    process.stdout.write(
      `| ${stage} | ${ms.toFixed(0)} | ${((100 * ms) / total).toFixed(0)} % |\n`,
    );
  }
  const each = (cost: Cost | undefined) => (((cost?.cpu ?? 0) * 1e6) / verdicts).toFixed(1);
  process.stdout.write(
    `\nCPU for each verdict, all included: ${each(gate)} µs with JUnit alone, ${each(whole)} µs with the default bundle.\n`,
  );
}

process.stdout.write(`Node ${process.version}, medians of ${ROUNDS} rounds in turn.\n`);
const gate = { evidence: 'junit' } as const;
const stock = { args: ['--runner', 'jest-runner'] };
print('1. The default run, against a Jest run of one empty test', [
  emptyJest(),
  audit(50, { profile: 'baseline' }),
  audit(50),
  audit(5000),
  audit(5000, { again: true }),
  audit(5000, gate),
]);
print('2. How cost grows', [audit(1250), audit(2500), audit(5000)]);
print("3. Against Jest's stock runner", [audit(5000), audit(5000, stock)], Math.min(ROUNDS, 2));
print('4. Against a pipeline by hand', [audit(5000, gate), pipeline(5000)]);
printStages(5000);
