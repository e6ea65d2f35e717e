import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type DemoResult, demoEnvironment, runDemo } from './demo-run';
import type { LocalOrganization } from './organization';
import { sampleManagementAccount, sampleOrganization } from './sample-organization';
import { startLocalIam } from './server';

const ROOT = join(__dirname, '..', '..');
const SIZE = 12;
const REFUSED = '100000000005';
const SUSPENDED = '100000000009';

type Status = 'passed' | 'failed' | 'error' | 'skipped';

interface Outcome {
  readonly status: Status;
  readonly why: string;
}

// Runs `iamspec org` against the embedded endpoint. One account is refused, so it ends with 2; the demo
// succeeds when exactly what was planted was found.
async function demo(): Promise<DemoResult> {
  const now = new Date();
  const organization = withSuspended(sampleOrganization(now, SIZE));
  const iam = await startLocalIam({
    account: sampleManagementAccount(now),
    organization,
    generationMs: 500,
    faults: ({ action, account }) =>
      action === 'AssumeRole' && account === REFUSED ? { error: 'AccessDenied' } : undefined,
  });
  say(`an embedded AWS with a made-up organization of ${SIZE} accounts;\niamspec org:`);
  const exitCode = await iamspecOrg(iam.url);
  await iam.close();
  const directory = join(process.env.IAMSPEC_REPORTS_DIR ?? 'reports', 'organization');
  const differences = compare(planted(organization), found(directory));
  if (exitCode !== 2) differences.push(`exit ${exitCode}, expected 2: one account is refused`);
  return { differences, text: explain(directory) };
}

function say(text: string): void {
  process.stdout.write(`\nDEMO: ${text}\n`);
}

function withSuspended({ members, ...organization }: LocalOrganization): LocalOrganization {
  const suspended = { state: 'SUSPENDED', status: 'SUSPENDED' };
  const changed = members.map((each) => (each.id === SUSPENDED ? { ...each, ...suspended } : each));
  return { ...organization, members: changed };
}

async function iamspecOrg(url: string): Promise<number> {
  const env = demoEnvironment(url, ['IAMSPEC_REPORTS_DIR']);
  const bin = join(ROOT, 'dist', 'hosts', 'cli', 'bin.js');
  const child = spawn(process.execPath, [bin, 'org', '--ou', 'Root'], { env, stdio: 'inherit' });
  // Ctrl-C ends the child, then this.
  process.on('SIGINT', () => {});
  const [code] = await once(child, 'exit');
  return typeof code === 'number' ? code : 2;
}

function planted({ members }: LocalOrganization): ReadonlyMap<string, Outcome> {
  return new Map(members.map(({ id }, index) => [id, plantedAt(id, index)]));
}

// Every fifth account of the sample breaks the policy.
function plantedAt(id: string, index: number): Outcome {
  if (id === REFUSED) return { status: 'error', why: 'sts:AssumeRole' };
  if (id === SUSPENDED) return { status: 'skipped', why: 'suspended' };
  return { status: index % 5 === 1 ? 'failed' : 'passed', why: '' };
}

function found(directory: string): ReadonlyMap<string, Outcome> {
  const runs = join(directory, 'runs');
  const latest = readdirSync(runs).sort().at(-1) ?? '';
  const lines = readFileSync(join(runs, latest, 'organization.ndjson'), 'utf8')
    .trim()
    .split('\n');
  return new Map(
    lines.map((line) => {
      const record: Readonly<Record<'account' | 'reason', string>> & { readonly status: Status } =
        JSON.parse(line);
      return [record.account, { status: record.status, why: record.reason }];
    }),
  );
}

function compare(
  expected: ReadonlyMap<string, Outcome>,
  actual: ReadonlyMap<string, Outcome>,
): string[] {
  const differences = [...expected].flatMap(([id, { status, why }]) => {
    const outcome = actual.get(id);
    if (outcome?.status === status && outcome.why.includes(why)) return [];
    return [
      `${id}: ${outcome?.status ?? 'no record'} (${outcome?.why}), expected ${status} ${why}`,
    ];
  });
  const strangers = [...actual.keys()].filter((id) => !expected.has(id));
  return [...differences, ...strangers.map((id) => `${id}: nobody planted it`)];
}

function explain(directory: string): string {
  return (
    `as expected. iamspec org ended with exit 2, since one of the ${SIZE} accounts\n` +
    `is refused on purpose; every account came out as it was planted. Three accounts\nbreak the policy, one is ` +
    `suspended.\n\nThe page: ${relative(process.cwd(), join(directory, 'index.html'))}\n\n` +
    'Your own organization: set AWS credentials of its management or audit account,\nthen iamspec org.'
  );
}

runDemo(demo, say);
