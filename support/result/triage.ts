import {
  type CredentialReport,
  FACTS,
  type FactName,
  type Instant,
  type KnownFacts,
  type Root,
  type ServiceCredential,
  serviceCredentials,
  type User,
} from '../report';
import {
  type ActiveCredential,
  idleSince,
  madeAt,
  type Reason,
  reasonsOf,
  type Surroundings,
} from './triage-reasons';

/** What AWS records of the use of a credential. It does not record that of certificates and service credentials. */
export type LastUse =
  | {
      readonly kind: 'used';
      readonly at: Instant;
      readonly service: string | undefined;
      readonly region: string | undefined;
    }
  | { readonly kind: 'never used'; readonly since: Instant }
  | { readonly kind: 'not recorded' };

/** An active credential in its place; the first has rank 1. */
export interface RankedCredential {
  readonly rank: number;
  readonly points: number;
  readonly credential: ActiveCredential;
  readonly reasons: readonly Reason[];
  readonly madeAt: Instant;
  readonly lastUse: LastUse;
}

/** A user, or root, whose row says that it leaves credentials out. */
export interface NotRankable {
  readonly user: string;
  readonly arn: string;
  readonly why: string;
}

/** What could play no part, since a fact is not known. */
export interface NotConsidered {
  readonly fact: FactName;
  readonly what: string;
  readonly why: string;
}

/** Which credential to look at first, and what that could not take into account. */
export interface Triage {
  readonly ranked: readonly RankedCredential[];
  readonly notRankable: readonly NotRankable[];
  /** How many credentials are left out since they are inactive. */
  readonly inactive: number;
  readonly notConsidered: readonly NotConsidered[];
}

/** What each fact is good for; without it the ranking goes on. */
const USES = {
  administrators: 'whether an administrator policy is attached',
  virtualMfaDevices: 'whether an MFA device is virtual',
  serviceSpecificCredentials: 'service-specific credentials, of which none is ranked',
  accessKeys: 'ids of access keys',
} as const satisfies Partial<Record<FactName, string>>;

type Used = keyof typeof USES;

/** The facts that the ranking takes into account, where they are known. */
export const TRIAGE_FACTS = [
  'administrators',
  'virtualMfaDevices',
  'serviceSpecificCredentials',
] as const satisfies readonly Used[];

/** Ranks every active credential of root and users by the points of its reasons. */
export function triage(report: CredentialReport): Triage {
  const people = [report.root, ...report.users];
  const services = serviceCredentials(report, known(report, 'serviceSpecificCredentials') ?? []);
  const all = [...people.flatMap(credentialsOf), ...services].filter(
    ({ contradiction }) => contradiction === undefined,
  );
  const active = all.filter((each) => each.kind === 'password' || each.active);
  return {
    ranked: ranked(active, surroundings(report)),
    notRankable: people.flatMap(({ label, arn, contradiction }) =>
      contradiction === undefined ? [] : [{ user: label, arn, why: contradiction }],
    ),
    inactive: all.length - active.length,
    notConsidered: notConsidered(report),
  };
}

type Held = Exclude<ActiveCredential, ServiceCredential>;

function credentialsOf({ password, accessKeys, certificates }: User | Root): readonly Held[] {
  return [...(password ? [password] : []), ...accessKeys, ...certificates];
}

function ranked(
  credentials: readonly ActiveCredential[],
  around: Surroundings,
): readonly RankedCredential[] {
  return credentials
    .map((credential) => {
      const reasons = reasonsOf(credential, around);
      const points = reasons.reduce((sum, each) => sum + each.points, 0);
      const idle = idleSince(credential);
      return { credential, reasons, points, idle, madeAt: madeAt(credential) };
    })
    .sort(
      (one, other) =>
        other.points - one.points ||
        // Of what no use is recorded, none is known to be idle.
        ascending(one.idle ?? Infinity, other.idle ?? Infinity) ||
        ascending(one.madeAt, other.madeAt) ||
        ascending(one.credential.label, other.credential.label) ||
        ascending(one.credential.kind, other.credential.kind),
    )
    .map(({ idle: _, ...each }, index) => ({
      rank: index + 1,
      ...each,
      lastUse: lastUseOf(each.credential),
    }));
}

function ascending<T extends number | string>(one: T, other: T): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function lastUseOf(credential: ActiveCredential): LastUse {
  const { kind } = credential;
  if (kind !== 'password' && kind !== 'access key') return { kind: 'not recorded' };
  const at = credential.lastUsed;
  if (at === undefined) return { kind: 'never used', since: madeAt(credential) };
  if (kind === 'password') return { kind: 'used', at, service: undefined, region: undefined };
  const { lastUsedService: service, lastUsedRegion: region } = credential;
  return { kind: 'used', at, service, region };
}

function surroundings(report: CredentialReport): Surroundings {
  const administrators = known(report, 'administrators') ?? [];
  const devices = known(report, 'virtualMfaDevices') ?? [];
  const keysByRegion = new Map<string, number>();
  for (const { lastUsedRegion: region } of [...report.root.accessKeys, ...report.accessKeys]) {
    if (region === undefined) continue;
    keysByRegion.set(region, (keysByRegion.get(region) ?? 0) + 1);
  }
  return {
    asOf: report.asOf,
    policies: new Map(administrators.map(({ userName, policies }) => [userName, policies])),
    virtualMfa: new Set(devices.flatMap(({ userArn }) => userArn ?? [])),
    keysByRegion,
  };
}

function known<F extends Used>({ facts }: CredentialReport, name: F): KnownFacts[F] | undefined {
  const fact = facts[name];
  return fact && 'known' in fact ? fact.known : undefined;
}

function notConsidered({ facts }: CredentialReport): readonly NotConsidered[] {
  const names: readonly Used[] = [...TRIAGE_FACTS, 'accessKeys'];
  return names.flatMap((fact) => {
    const answer = facts[fact];
    if (answer && 'known' in answer) return [];
    const why = answer?.refused ?? `a saved report does not tell the ${FACTS[fact].title}.`;
    return [{ fact, what: USES[fact], why }];
  });
}
