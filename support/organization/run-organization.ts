import { rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { FetchError } from '../aws';
import { ownDirectory, writePrivateFile } from '../bundle';
import { ConfigurationError } from '../control';
import { inWords } from '../report';
import {
  type OrganizationRecord,
  type OrganizationResult,
  type RunIdentity,
  skippedRecord,
  sumUpOrganization,
  whyNotAudited,
} from '../result';
import {
  type GivenSettings,
  inForce,
  newRun,
  type Plan,
  readSettings,
  type Settings,
  wantedFacts,
} from '../run';
import type { Role } from './assume-role';
import { beginRun, readRules, readText, type Scope } from './begin-run';
import { awsCollector } from './collect';
import { type Connection, connect } from './connection';
import { auditAccounts, type EngineOptions } from './engine';
import { type PlannedAccount, type RunManifest, writeManifest } from './manifest';
import { type Clock, systemClock } from './patience';
import { digest, digestOf, makePlans, type Plans } from './plans';
import { bundleRecorder, type WriteBundle } from './record-bundle';
import { resumeRun } from './resume-run';
import { FILES, RUNS, runsIn } from './run-files';
import { lockRun } from './run-lock';
import { appendRecord, RunLogError, readRecords, repairLog } from './run-log';
import { writeSummary } from './write-summary';

const ACCOUNTS = 'accounts';

type Shared = 'concurrency' | 'signal' | 'abort' | 'progress';

/** What `runOrganization` is told. */
export interface OrganizationOptions extends Scope, Pick<EngineOptions, Shared> {
  readonly given: GivenSettings;
  readonly directory: string;
  readonly role: Omit<Role, 'sessionName'>;
  /** An id, or true for the latest run. */
  readonly resume?: string | boolean | undefined;
  readonly writeBundle: WriteBundle;
  readonly connect?: typeof connect;
  readonly clock?: Clock;
}

/** What came of a run, and the directory of its files. */
export interface OrganizationRun extends OrganizationResult {
  readonly directory: string;
}

/** Reports each account, whatever goes wrong. Throws where a link is in the place of an own directory. */
export async function runOrganization(options: OrganizationOptions): Promise<OrganizationRun> {
  const { problems, settings } = options.given;
  const identity = newRun(problems.length === 0 ? settings : readSettings({}));
  setOut(options, identity);
  try {
    return await run(options, identity);
  } catch (error) {
    if (!isExpected(error)) throw error;
    const nothing = {
      run: identity,
      options: {},
      listed: 0,
      accounts: [],
      excluded: [],
      notes: [],
    };
    const { aborted } = options.signal;
    return conclude(options, nothing, [aborted ? 'The run was interrupted.' : error.message]);
  }
}

// A run that is killed must not leave the result of the former run as its own.
function setOut({ directory, resume = false }: OrganizationOptions, { id }: RunIdentity): void {
  for (const name of [RUNS, ACCOUNTS]) ownDirectory(dirname(directory), basename(directory), name);
  for (const file of [FILES.junit, FILES.page]) rmSync(join(directory, file), { force: true });
  if (resume !== false) return;
  const own = ownDirectory(directory, RUNS, id);
  // With a log it counts as a run.
  writePrivateFile(join(own, FILES.records), '');
}

async function run(options: OrganizationOptions, identity: RunIdentity): Promise<OrganizationRun> {
  const settings = readLiveSettings(options.given);
  const rules = readRules(options);
  const standard = settings.profiles.join(',');
  const plans = makePlans(options.given, [standard, ...rules.map(({ profile }) => profile)]);
  const told = describe(options, plans);
  const former = formerRun(options, told, settings);
  const connection = await connectAs(options, (former ?? { run: identity }).run);
  const begin = () =>
    beginRun({ run: identity, options: told }, options, { rules, standard }, connection.list);
  const manifest = former ?? withNotes(await begin(), plans);
  if (!former) {
    if (options.signal.aborted) throw new ConfigurationError(['The run was interrupted.']);
    writeManifest(directoryOf(options, manifest), manifest);
  }
  const unlock = lockRun(directoryOf(options, manifest));
  try {
    const problem = await auditRest(options, manifest, connection, plans);
    return conclude(options, manifest, problem === undefined ? [] : [problem]);
  } finally {
    unlock();
  }
}

function formerRun(
  { directory, resume = false }: OrganizationOptions,
  told: RunManifest['options'],
  { maxReportAge }: Settings,
): RunManifest | undefined {
  if (resume === false) return undefined;
  return resumeRun(directory, resume, { options: told, maxAge: maxReportAge, now: Date.now() });
}

function connectAs(options: OrganizationOptions, { id }: RunIdentity): Promise<Connection> {
  const { role, concurrency, clock = systemClock, signal } = options;
  const session = { ...role, sessionName: `iamspec-${id}` };
  return (options.connect ?? connect)(session, concurrency, clock, signal);
}

function withNotes(manifest: RunManifest, plans: Plans): RunManifest {
  const files = [...plans.values()].flatMap(({ plainTests }) => plainTests);
  const notes = [...new Set(files)].map(
    (file) => `${basename(file)} is a plain Jest file: no account was held against it.`,
  );
  return { ...manifest, notes: [...manifest.notes, ...notes] };
}

async function auditRest(
  options: OrganizationOptions,
  manifest: RunManifest,
  { enter }: Connection,
  plans: Plans,
): Promise<string | undefined> {
  const { timeout } = options.given.settings;
  const directory = directoryOf(options, manifest);
  const path = join(directory, FILES.records);
  const planFor = ({ profile }: PlannedAccount) => planOf(plans, profile);
  const facts = new Map([...plans].map(([profile, plan]) => [profile, wantedFacts(plan)]));
  const log = (record: OrganizationRecord) => appendRecord(path, record);
  const rest = unfinished(path, manifest);
  for (const account of rest) {
    const why = whyNotAudited(account);
    if (why) log(skippedRecord(account, why, manifest.run.id, Date.now()));
  }
  try {
    return await auditAccounts({
      ...options,
      run: manifest.run,
      accounts: rest.filter((account) => !whyNotAudited(account)),
      collector: awsCollector(enter, ({ profile }) => facts.get(profile) ?? [], timeout),
      planFor,
      record: bundleRecorder(join(options.directory, ACCOUNTS), directory, options.writeBundle),
      log,
      timeout,
      clock: options.clock ?? systemClock,
    });
  } catch (error) {
    return `The run was stopped: ${inWords(error, manifest.run.version)}`;
  }
}

function unfinished(path: string, { accounts }: RunManifest): readonly PlannedAccount[] {
  repairLog(path);
  const finished = new Set<string>();
  for (const { account, status } of readRecords(path)) {
    if (status !== 'error') finished.add(account);
  }
  return accounts.filter(({ id }) => !finished.has(id));
}

function planOf(plans: Plans, profile: string): Plan {
  const plan = plans.get(profile);
  if (plan) return plan;
  throw new ConfigurationError([`The profile "${profile}" is not among those of the run.`]);
}

function conclude(
  options: OrganizationOptions,
  manifest: RunManifest,
  problems: readonly string[],
): OrganizationRun {
  const directory = directoryOf(options, manifest);
  const result = sumUpOrganization(manifest, readRecords(join(directory, FILES.records)), problems);
  writeSummary(directory, result);
  return { ...result, directory };
}

function directoryOf({ directory }: OrganizationOptions, { run }: RunManifest): string {
  return join(runsIn(directory), run.id);
}

function describe(options: OrganizationOptions, plans: Plans): RunManifest['options'] {
  const { role, accountsFile, units, include, exclude, profileMap } = options;
  return {
    checks: digestOf(plans),
    role: role.name,
    units: units.join(', '),
    include: include.join(', '),
    exclude: exclude.join(', '),
    accounts: accountsFile === undefined ? 'the organization' : digest(readText(accountsFile)),
    ...(profileMap !== undefined && { 'profile map': digest(readText(profileMap)) }),
  };
}

function readLiveSettings(given: GivenSettings): Settings {
  const settings = inForce(given);
  const { report, asOf } = settings;
  if (report === undefined && asOf === undefined) return settings;
  const name = report === undefined ? 'IAMSPEC_AS_OF' : 'IAMSPEC_REPORT';
  throw new ConfigurationError([
    `${name} is for one saved report; the accounts of an organization are read live. Unset it.`,
  ]);
}

function isExpected(error: unknown): error is Error {
  return [ConfigurationError, FetchError, RunLogError].some((known) => error instanceof known);
}
