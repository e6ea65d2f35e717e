import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writePrivateFile } from '../../support/bundle';
import { junit } from '../../support/formats';
import {
  type Faults,
  type LocalIam,
  type LocalIamOptions,
  sampleManagementAccount,
  sampleOrganization,
  startLocalIam,
} from '../../support/local-iam';
import type { PlannedAccount, RunManifest } from '../../support/organization/manifest';
import type { Clock } from '../../support/organization/patience';
import type { WriteBundle } from '../../support/organization/record-bundle';
import type { OrganizationOptions } from '../../support/organization/run-organization';
import type { OrgAccount } from '../../support/result/organization-account';
import type { OrganizationRecord } from '../../support/result/organization-record';
import { takeSettings } from '../../support/run/settings';
import { auditResult } from './result';

/** Nobody sits through a pause; the clock goes on by itself. */
export const hastyClock: Clock = {
  now: () => performance.now(),
  sleep: () => new Promise((resolve) => setImmediate(resolve)),
  random: () => 0.5,
};

/** An active account whose id ends in `id`. */
export function orgAccount(id: string, overrides: Partial<OrgAccount> = {}): OrgAccount {
  return {
    id: id.padStart(12, '0'),
    name: `account-${id}`,
    email: undefined,
    state: 'ACTIVE',
    ou: undefined,
    tags: undefined,
    ...overrides,
  };
}

/** The same as it is planned. */
export function plannedAccount(
  id: string,
  overrides: Partial<PlannedAccount> = {},
): PlannedAccount {
  return { ...orgAccount(id), profile: 'baseline', ...overrides };
}

/** Faults without resets: Node's own errors are of another realm, where the SDK does not know them for errors. */
export function withoutResets(faults: Faults): Faults {
  return (call) => {
    const step = faults(call);
    return typeof step === 'object' && 'reset' in step ? { error: 'Throttling' } : step;
  };
}

/** A bundle that holds JUnit alone, where a whole one would lie. */
export const writeJunit: WriteBundle = (root, result) => {
  const account = result.audited?.report.accountId ?? 'no-account';
  const directory = join(root, account, result.run.id);
  writePrivateFile(join(directory, 'junit.xml'), junit(result));
  return directory;
};

/** A served organization, and a directory for what its audits leave. */
export interface ServedOrganization {
  readonly iam: LocalIam;
  readonly directory: string;
  /** The environment of an audit; the SDK repeats no call. */
  readonly env: Readonly<Record<string, string>>;
  readonly options: (overrides?: Partial<OrganizationOptions>) => OrganizationOptions;
  readonly close: () => Promise<void>;
}

/** Serves an organization of `count` accounts, the caller's own account among them. */
export async function serveOrganization(
  count: number,
  options: Partial<LocalIamOptions> = {},
): Promise<ServedOrganization> {
  const now = new Date();
  const iam = await startLocalIam({
    account: sampleManagementAccount(now),
    organization: sampleOrganization(now, count),
    ...options,
  });
  const directory = mkdtempSync(join(tmpdir(), 'iamspec-organization-'));
  const env = {
    AWS_ENDPOINT_URL: iam.url,
    AWS_ACCESS_KEY_ID: 'demo',
    AWS_SECRET_ACCESS_KEY: 'demo',
    AWS_REGION: 'us-east-1',
    AWS_MAX_ATTEMPTS: '1',
    AWS_RETRY_MODE: 'standard',
    AWS_CONFIG_FILE: '/nonexistent',
    AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
  };
  return {
    iam,
    directory,
    env,
    options: (overrides) => ({ ...organizationOptions(directory), ...overrides }),
    async close() {
      await iam.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** The record of an account whose id ends in `id`. */
export function organizationRecord(
  id: string,
  overrides: Partial<OrganizationRecord> = {},
): OrganizationRecord {
  return {
    account: id.padStart(12, '0'),
    name: `account-${id}`,
    status: 'passed',
    reason: '0 of 2 failed',
    exitCode: 0,
    profiles: ['house'],
    source: 'live',
    failed: {},
    controls: [{ profile: 'house', control: 'key-age', severity: 'high', counts: { passed: 2 } }],
    run: '2025-06-30T12-00-00Z-0a1b2c',
    finishedAt: '2025-06-30T12:01:00Z',
    ...overrides,
  };
}

/** The manifest of a run of the accounts whose ids end so. */
export function manifestOf(
  ids: readonly string[],
  overrides: Partial<RunManifest> = {},
): RunManifest {
  return {
    run: auditResult().run,
    options: { role: 'audit' },
    listed: ids.length,
    accounts: ids.map((id) => plannedAccount(id)),
    excluded: [],
    notes: [],
    ...overrides,
  };
}

/** A directory that is gone after the specs of the file. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'iamspec-organization-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** The least that a caller of `runOrganization` says. */
export function organizationOptions(directory: string): OrganizationOptions {
  return {
    given: takeSettings({}),
    directory,
    role: { name: 'audit/iamspec' },
    units: [],
    include: [],
    exclude: [],
    concurrency: 16,
    signal: new AbortController().signal,
    progress: () => {},
    writeBundle: writeJunit,
    clock: hastyClock,
  };
}
