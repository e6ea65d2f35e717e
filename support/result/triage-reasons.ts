import {
  type AccessKey,
  type Certificate,
  DAY,
  type Instant,
  type Password,
  type ServiceCredential,
} from '../report';
import { roughDuration } from './rough-duration';

/** What can be ranked; it is active. */
export type ActiveCredential = Password | AccessKey | Certificate | ServiceCredential;

/** What is known of the rest of the account, for reasons that one row cannot give. */
export interface Surroundings {
  readonly asOf: Instant;
  /** The policies of administrators, by user name. */
  readonly policies: ReadonlyMap<string, readonly string[]>;
  /** The ARNs of who has a virtual MFA device. */
  readonly virtualMfa: ReadonlySet<string>;
  /** How many keys, active or not, were last used in a region. */
  readonly keysByRegion: ReadonlyMap<string, number>;
}

/**
 * The points of each reason. They put credentials into an order and measure nothing: what reaches furthest
 * comes first, then what is easiest to take, then what nobody would miss.
 */
export const POINTS = {
  // No policy can limit root, and nothing needs a key of it.
  'root-key': 100,
  // Most accounts have one, and few can remove it.
  'root-password': 40,
  // Whoever takes it has the account.
  administrator: 50,
  // One phishing mail, or one leak at another service, is enough.
  'password-without-mfa': 40,
  // Then no policy can demand MFA of its calls either.
  'key-without-mfa': 10,
  // A code can be phished, and its seed copied.
  'virtual-mfa': 5,
  // The longer nobody used it, the less likely that anybody would miss it, or notice its theft.
  'idle-365': 40,
  'idle-90': 30,
  'idle-45': 20,
  // The longer it exists, the more copies of it can have been made.
  'old-365': 20,
  'old-90': 10,
  // A leaked one works for ever.
  'never-expires': 20,
  // With such a service a key can make itself, or others, more than it is.
  'hands-out-rights': 15,
  // Somebody else may use it; or it is the only one of its kind.
  'lone-region': 10,
} as const;

/** Names a reason. */
export type ReasonId = keyof typeof POINTS;

/** Why a credential stands where it does. */
export interface Reason {
  readonly id: ReasonId;
  readonly points: number;
  readonly text: string;
}

type Rule = (credential: ActiveCredential, around: Surroundings) => Reason | undefined;

const RULES: readonly Rule[] = [
  ofRoot,
  ofAdministrator,
  withoutMfa,
  withVirtualMfa,
  idle,
  old,
  withoutExpiry,
  handsOutRights,
  loneRegion,
];

/** All that speaks for looking at a credential first, each with its points. */
export function reasonsOf(credential: ActiveCredential, around: Surroundings): readonly Reason[] {
  return RULES.flatMap((rule) => rule(credential, around) ?? []);
}

function reason(id: ReasonId, text: string): Reason {
  return { id, points: POINTS[id], text };
}

function ofRoot(credential: ActiveCredential): Reason | undefined {
  if (credential.kind === 'service credential' || credential.owner.kind !== 'root')
    return undefined;
  if (credential.kind !== 'password') return reason('root-key', `${credential.kind} of root`);
  const assumed = credential.assumed ? ' (assumed: the report does not say)' : '';
  return reason('root-password', `password of root${assumed}`);
}

// A service credential reaches one service, whatever is attached.
function ofAdministrator(
  credential: ActiveCredential,
  { policies }: Surroundings,
): Reason | undefined {
  if (credential.kind === 'service credential' || credential.owner.kind === 'root')
    return undefined;
  const attached = policies.get(credential.owner.name) ?? [];
  if (attached.length === 0) return undefined;
  return reason('administrator', `administrator policy attached: ${attached.join(', ')}`);
}

function withoutMfa(credential: ActiveCredential): Reason | undefined {
  const { kind } = credential;
  if ((kind !== 'password' && kind !== 'access key') || credential.owner.mfaActive)
    return undefined;
  if (kind === 'password') return reason('password-without-mfa', 'password without MFA');
  const whose = credential.owner.kind === 'root' ? 'root' : 'a user';
  return reason('key-without-mfa', `key of ${whose} without MFA`);
}

function withVirtualMfa(
  credential: ActiveCredential,
  { virtualMfa }: Surroundings,
): Reason | undefined {
  if (credential.kind !== 'password' || !credential.owner.mfaActive) return undefined;
  if (!virtualMfa.has(credential.arn)) return undefined;
  return reason('virtual-mfa', 'its MFA device is virtual');
}

// The password of root is meant to lie unused.
function idle(credential: ActiveCredential, { asOf }: Surroundings): Reason | undefined {
  const { kind } = credential;
  if (kind !== 'password' && kind !== 'access key') return undefined;
  if (kind === 'password' && credential.owner.kind === 'root') return undefined;
  const time = asOf - (credential.lastUsed ?? madeAt(credential));
  const tier = ([365, 90, 45] as const).find((days) => time >= days * DAY);
  if (tier === undefined) return undefined;
  const how = credential.lastUsed === undefined ? 'never used in' : 'unused for';
  return reason(`idle-${tier}`, `${how} ${roughDuration(time)}`);
}

function old(credential: ActiveCredential, { asOf }: Surroundings): Reason | undefined {
  const time = asOf - madeAt(credential);
  const tier = ([365, 90] as const).find((days) => time > days * DAY);
  if (tier === undefined) return undefined;
  const how = credential.kind === 'password' ? 'set' : 'made';
  return reason(`old-${tier}`, `${how} ${roughDuration(time)} ago`);
}

function withoutExpiry(credential: ActiveCredential): Reason | undefined {
  if (credential.kind !== 'service credential' || credential.expiresAt !== undefined)
    return undefined;
  return reason('never-expires', 'never expires');
}

// As AWS names them where it tells what a key was last used with.
const RIGHTS = new Set([
  'iam',
  'sts',
  'organizations',
  'sso',
  'sso-directory',
  'identitystore',
  'rolesanywhere',
]);

function handsOutRights(credential: ActiveCredential): Reason | undefined {
  if (credential.kind !== 'access key') return undefined;
  const service = credential.lastUsedService?.toLowerCase();
  if (service === undefined || !RIGHTS.has(service)) return undefined;
  return reason('hands-out-rights', `last used with ${service}, which can hand out rights`);
}

// Of a single key that was used anywhere nothing stands out.
function loneRegion(
  credential: ActiveCredential,
  { keysByRegion }: Surroundings,
): Reason | undefined {
  if (credential.kind !== 'access key' || credential.lastUsedRegion === undefined) return undefined;
  const region = credential.lastUsedRegion;
  if (keysByRegion.get(region) !== 1 || keysByRegion.size === 1) return undefined;
  return reason('lone-region', `last used in ${region}, as no other key was`);
}

/** Since when nobody used it, or it exists unused; undefined where AWS records no use. */
export function idleSince(credential: ActiveCredential): Instant | undefined {
  const { kind } = credential;
  if (kind !== 'password' && kind !== 'access key') return undefined;
  return credential.lastUsed ?? madeAt(credential);
}

/** When it was made, or a password set. Without a date of its own it is as old as its user. */
export function madeAt(credential: ActiveCredential): Instant {
  if (credential.kind === 'service credential') return credential.createdAt;
  const own = credential.kind === 'password' ? credential.lastChanged : credential.lastRotated;
  return own ?? credential.owner.createdAt;
}
