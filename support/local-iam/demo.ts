import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type DemoResult, demoEnvironment, runDemo } from './demo-run';
import { readOutcomes, type SuiteOutcomes } from './junit-outcomes';
import { type SampleCase, sampleAccount } from './sample-account';
import { startLocalIam } from './server';

// Runs `iamspec exec` against the embedded endpoint. It succeeds when exactly the planted failures were found.
async function demo(): Promise<DemoResult> {
  const account = sampleAccount(new Date());
  say(
    `an embedded IAM endpoint with a made-up account of ${account.users.length} users;\niamspec exec:`,
  );
  const reports = resolve(process.env.IAMSPEC_REPORTS_DIR ?? 'reports');
  const junit = join(reports, 'junit.xml');
  rmSync(junit, { force: true });
  const iam = await startLocalIam({ account, generationMs: 500 });
  const exitCode = await audit(iam.url, reports);
  await iam.close();
  const outcomes = readOutcomes(readFileSync(junit, 'utf8'));
  const { compared, differences } = compare(account.cases, outcomes);
  if (exitCode === 2) differences.push('the audit could not check (exit 2)');
  if (compared === 0) differences.push('not one of the planted cases was checked');
  return { differences, text: explain(account.cases, compared, exitCode) };
}

function say(text: string): void {
  process.stdout.write(`\nDEMO: ${text}\n`);
}

const BIN = join(__dirname, '..', 'hosts', 'cli', 'bin.js');

async function audit(url: string, reports: string): Promise<number> {
  const env = { ...demoEnvironment(url, ['IAMSPEC_PROFILE']), IAMSPEC_REPORTS_DIR: reports };
  const child = spawn(process.execPath, [BIN, 'exec'], {
    env,
    stdio: 'inherit',
  });
  const [code] = await once(child, 'exit');
  return typeof code === 'number' ? code : 2;
}

// The limits of the profile `baseline`, which the sample's expectations hold at.
const LIMITS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'password-last-used': { maxIdleDays: '30' },
  'access-key-last-used': { maxIdleDays: '90' },
  'access-key-rotation': { maxAgeDays: '90' },
  'root-mfa': { evenWithoutCredentials: 'false' },
};

function compare(cases: readonly SampleCase[], suites: readonly SuiteOutcomes[]) {
  const differences: string[] = [];
  let compared = 0;
  const comparable = suites.filter(({ control, inputs }) =>
    isDeepStrictEqual(inputs, LIMITS[control] ?? {}),
  );
  for (const { user, story, expect } of cases) {
    for (const [subject, controls] of Object.entries(expect)) {
      for (const { control, outcomes } of comparable) {
        const expected = controls[control];
        if (expected === undefined) continue;
        compared++;
        const found = outcomes.get(subject);
        if (found === expected) continue;
        differences.push(
          `${control}, ${subject}: ${found ?? 'no verdict'}, expected ${expected} (${user}: ${story})`,
        );
      }
    }
  }
  return { compared, differences };
}

function explain(cases: readonly SampleCase[], compared: number, exitCode: number): string {
  const stories = cases
    .filter(({ expect }) => Object.values(expect).some(hasFailure))
    .slice(0, 8)
    .map(({ user, story }) => `  ${user}:\n    ${story}`);
  return (
    `as expected. iamspec exec ended with exit ${exitCode}, since the sample account\n` +
    `breaks the policy on purpose; all ${compared} verdicts of its planted cases are the\nright ones. Some that fail:\n` +
    `${stories.join('\n')}\n\nYour own account: set AWS credentials, then npx iamspec exec.`
  );
}

function hasFailure(outcomes: Readonly<Record<string, string>>): boolean {
  return Object.values(outcomes).includes('failed');
}

runDemo(demo, say);
