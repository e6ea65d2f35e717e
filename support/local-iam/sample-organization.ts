import type { LocalAccount } from './account';
import type { LocalMember, LocalOrganization, LocalUnit } from './organization';
import { type SampleCase, sampleAccount } from './sample-account';

const UNITS: readonly LocalUnit[] = [
  { id: 'r-demo', name: 'Root' },
  { id: 'ou-demo-workload', name: 'Workloads', parent: 'r-demo' },
  { id: 'ou-demo-prodprod', name: 'Prod', parent: 'ou-demo-workload' },
  { id: 'ou-demo-devdevde', name: 'Dev', parent: 'ou-demo-workload' },
  { id: 'ou-demo-sandboxe', name: 'Sandbox', parent: 'r-demo' },
  { id: 'ou-demo-reserved', name: 'Reserved', parent: 'r-demo' },
];
const HOLDING = ['ou-demo-prodprod', 'ou-demo-devdevde', 'ou-demo-sandboxe'] as const;
const ENVIRONMENTS = ['prod', 'dev', 'sandbox'] as const;

const BREAKS_EVERY = 5;
const SUSPENDED_EVERY = 50;

const FIRST_ID = 100_000_000_001;

/** The management account of the sample, to be the endpoint's own. */
export function sampleManagementAccount(now: Date): LocalAccount {
  return { ...accountOf(now, 0), callerArn: roleArn(0, 'auditor/organization') };
}

/** So many accounts, the management account first: every fifth breaks `baseline`, every fiftieth is suspended. */
export function sampleOrganization(now: Date, count: number): LocalOrganization {
  const members = Array.from({ length: count }, (_, index) => member(index, now));
  return { units: UNITS, members };
}

function member(index: number, now: Date): LocalMember {
  const environment = ENVIRONMENTS[index % ENVIRONMENTS.length] ?? 'prod';
  const state = (index + 1) % SUSPENDED_EVERY === 0 ? 'SUSPENDED' : 'ACTIVE';
  const name = index === 0 ? 'management' : `${environment}-${String(index).padStart(4, '0')}`;
  const parent = index === 0 ? undefined : HOLDING[index % HOLDING.length];
  return {
    id: idOf(index),
    name,
    email: `${name}@example.com`,
    parent: parent ?? 'r-demo',
    state,
    status: state,
    tags: { environment },
    account: () => accountOf(now, index),
  };
}

const idOf = (index: number) => String(FIRST_ID + index);
const roleArn = (index: number, role: string) => `arn:aws:sts::${idOf(index)}:assumed-role/${role}`;

function accountOf(now: Date, index: number): LocalAccount {
  const breaks = index % BREAKS_EVERY === 1;
  const {
    cases: _cases,
    alias: _alias,
    ...account
  } = sampleAccount(now, idOf(index), (user) => breaks || !hasFailure(user));
  return { ...account, callerArn: roleArn(index, 'auditor/session') };
}

function hasFailure({ expect }: SampleCase): boolean {
  return Object.values(expect).some((outcomes) => Object.values(outcomes).includes('failed'));
}
