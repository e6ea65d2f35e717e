import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { scripts } from '../../package.json';
import { type LocalIamOptions, reportAccount, startLocalIam } from '../../support/local-iam';
import { DAY, type Instant } from '../../support/report';
import { UNBROKEN } from './cli';
import { writeTemporary } from './project';
import { againstSchema, readSuites, type Suite } from './read-junit';
import { accessKey, csv, password, type Row, rootRow, userRow } from './report';

const ROOT_DIR = join(__dirname, '..', '..');

/** The controls of the profile `baseline`, in the order of the evidence. */
export const BASELINE = [
  'access-key-last-used',
  'access-key-rotation',
  'console-user-mfa',
  'password-last-used',
  'root-mfa',
  'root-no-access-key',
];

/** Credentials that must show up in no output. */
export const CREDENTIALS = {
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  AWS_SESSION_TOKEN: 'IQoJb3JpZ2luX2VjEXAMPLESESSIONTOKEN',
};

interface AuditOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** That of `copyProject`; this one by default. */
  readonly project?: string;
}

/** What one run of `npm test` said and left behind. */
export interface Audit {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly xml: string;
  readonly suites: readonly Suite[];
}

/** Spawns `npm test` without AWS configuration: evidence private, counts right, an error in it exit 2, no credential or colour in any output. */
export async function audit(args: readonly string[], options: AuditOptions = {}): Promise<Audit> {
  await enter();
  const home = mkdtempSync(join(tmpdir(), 'iamspec-spec-'));
  try {
    const reports = join(home, 'reports');
    const env = {
      PATH: process.env.PATH,
      HOME: home,
      COLUMNS: UNBROKEN,
      AWS_CONFIG_FILE: join(home, 'no-config'),
      AWS_SHARED_CREDENTIALS_FILE: join(home, 'no-credentials'),
      AWS_EC2_METADATA_DISABLED: 'true',
      IAMSPEC_REPORTS_DIR: reports,
      IAMSPEC_EVIDENCE: 'junit',
      ...options.env,
    };
    const command = [...scripts.test.split(' ').slice(1), ...args];
    const child = spawn(process.execPath, command, { cwd: options.project ?? ROOT_DIR, env });
    child.stdin.on('error', () => {}).end(options.stdin);
    const [stdout, stderr, [exitCode]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'exit'),
    ]);
    const file = join(reports, 'junit.xml');
    const xml = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const result = { exitCode, stdout, stderr, xml, suites: readSuites(xml) };
    if (xml !== '') written.push(xml);
    refuse([...outputBreaches(result), ...exitBreaches(result), ...fileBreaches(reports)], result);
    return result;
  } finally {
    rmSync(home, { recursive: true, force: true });
    leave();
  }
}

/** Audits a saved CSV, as of an instant. */
export function auditCsv(
  rows: readonly Row[],
  asOf: Instant,
  { args = [], ...options }: AuditOptions & { readonly args?: readonly string[] } = {},
): Promise<Audit> {
  const report = writeTemporary('report.csv', csv(rows));
  const env = { IAMSPEC_REPORT: report, IAMSPEC_AS_OF: stamp(asOf), ...options.env };
  return audit(args, { ...options, env });
}

/** Also the actions that it called, in order. */
export interface LiveAudit extends Audit {
  readonly actions: readonly string[];
}

/** Audits an account that the embedded endpoint serves: by default a clean one, its report in store. */
export async function auditLive(
  {
    script = { GenerateCredentialReport: [{ state: 'COMPLETE' }] },
    generationMs = 0,
    account = liveAccount(),
  }: Partial<LocalIamOptions>,
  options: AuditOptions = {},
  args: readonly string[] = [],
): Promise<LiveAudit> {
  const iam = await startLocalIam({ account, generationMs, script });
  const env = { AWS_ENDPOINT_URL: iam.url, ...CREDENTIALS, ...options.env };
  try {
    const result = await audit(args, { ...options, env });
    return { ...result, actions: iam.requests.map(({ action }) => action) };
  } finally {
    await iam.close();
  }
}

/** An account with this report: generated a minute ago and without a breach by default. */
export function liveAccount(
  rows: (asOf: Instant) => readonly Row[] = cleanRows,
  age = 60_000,
): LocalIamOptions['account'] {
  const generated = Math.floor((Date.now() - age) / 1000) * 1000;
  return reportAccount(csv(rows(generated)), stamp(generated));
}

/** An account that holds to the baseline: every control has a subject that passes. */
export function cleanRows(asOf: Instant): readonly Row[] {
  const yesterday = stamp(asOf - DAY);
  return [
    rootRow({ ...password(yesterday, yesterday), mfa_active: 'true' }),
    userRow('alice', { ...password(yesterday, yesterday), mfa_active: 'true' }),
    userRow('robot', accessKey(1, yesterday, { used: yesterday })),
  ];
}

/** The same account with bob, who has no MFA (high), and an old key that robot used (medium). */
export function brokenRows(asOf: Instant): readonly Row[] {
  const [yesterday, lastYear] = [stamp(asOf - DAY), stamp(asOf - 400 * DAY)];
  return [
    ...cleanRows(asOf).slice(0, 2),
    userRow('bob', password(yesterday, yesterday)),
    userRow('robot', accessKey(1, lastYear, { used: yesterday })),
  ];
}

/** An instant as AWS prints it. */
export function stamp(instant: Instant): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}

/** Every case of a run under `<suite>: <name>`. */
export function outcomes({ suites }: Pick<Audit, 'suites'>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    suites.flatMap(({ name, cases }) =>
      cases.map((each) => [`${name}: ${each.name}`, each.outcome]),
    ),
  );
}

/** All that a person sees. */
export function said({ stdout, stderr }: Pick<Audit, 'stdout' | 'stderr'>): string {
  return stdout + stderr;
}

/** Exit 2, an `<error>` that says why for each selected control and for the run, and nothing else. */
export function expectCouldNotCheck(result: Audit, why: RegExp, suites = baselineSuites()): void {
  expect(said(result)).toMatch(why);
  expect(said(result)).not.toMatch(/PASSED|FAILED/);
  expect(result.exitCode).toBe(2);
  expect(result.suites.map(({ name }) => name)).toEqual([...suites, 'audit']);
  for (const { cases } of result.suites) {
    expect(cases.map(({ outcome }) => outcome)).toEqual(['error']);
    expect(cases.map(({ message }) => message).join()).toMatch(why);
  }
}

/** The suites of the profile `baseline`. */
export function baselineSuites(): string[] {
  return BASELINE.map((id) => `baseline › ${id}`);
}

const written: string[] = [];

/** What the schema has against the JUnit files of this spec file; `others` are those that no `audit` knows of. */
export async function schemaErrors(
  others: readonly string[] = [],
): Promise<{ files: number; errors: readonly string[] }> {
  const all = [...written, ...others];
  return { files: all.length, errors: await againstSchema(all) };
}

function outputBreaches({ stdout, stderr, xml }: Audit): string[] {
  return Object.entries({ stdout, stderr, 'junit.xml': xml }).flatMap(([where, output]) => [
    ...Object.entries(CREDENTIALS)
      .filter(([, secret]) => output.includes(secret))
      .map(([name]) => `${where} holds ${name}`),
    ...(output.includes('\u001b') ? [`${where} holds an escape sequence`] : []),
  ]);
}

function exitBreaches({ exitCode, suites }: Audit): string[] {
  const isUnchecked = suites.some(({ cases }) => cases.some(({ outcome }) => outcome === 'error'));
  return isUnchecked && exitCode !== 2
    ? [`there are errors, but the exit code is ${exitCode}`]
    : [];
}

function fileBreaches(reports: string): string[] {
  if (!existsSync(reports)) return ['no evidence was written'];
  const files = readdirSync(reports);
  const open = files.filter((file) => (statSync(join(reports, file)).mode & 0o777) !== 0o600);
  return [
    ...(files.join() === 'junit.xml' ? [] : [`the reports are ${files.join(', ')}`]),
    ...open.map((file) => `${file} is not private`),
  ];
}

function refuse(breaches: readonly string[], { stdout, stderr }: Audit): void {
  if (breaches.length > 0) throw new Error([...breaches, stdout, stderr].join('\n'));
}

// More at a time would only make each slower: they wait for a processor, seldom for IAM.
const AT_ONCE = 4;
let running = 0;
const waiting: (() => void)[] = [];

async function enter(): Promise<void> {
  if (running === AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
}

function leave(): void {
  const next = waiting.shift();
  if (next) next();
  else running--;
}
