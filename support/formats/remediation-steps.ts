import type { Step as StepName } from '../control';
import {
  type AccessKey,
  type CredentialReport,
  formatInstant,
  type Instant,
  type Root,
  type ServiceCredential,
  type SshKey,
  serviceCredentials,
  sshKeys,
  type User,
} from '../report';
import type { AuditResult, SummaryJson } from '../result';

/** One word of a POSIX shell. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** The kinds of steps, the least destructive first; only live ones run without being edited. */
export const STAGES = [
  { stage: 'unused', live: true, heading: 'Deactivate keys that nobody uses (can be undone)' },
  { stage: 'reset', live: false, heading: 'Demand a new password at the next sign-in' },
  {
    stage: 'in use',
    live: false,
    heading: 'Deactivate what may be in use: move its callers first (can be undone)',
  },
  { stage: 'delete', live: false, heading: 'Delete credentials: cannot be undone' },
  { stage: 'remove', live: false, heading: 'Delete users: cannot be undone' },
  { stage: 'by hand', live: false, heading: 'By hand: no command can do it' },
] as const;

type Stage = (typeof STAGES)[number]['stage'];

interface Step {
  readonly stage: Stage;
  readonly target: string;
  readonly command: string | undefined;
}

/** A step and the verdicts that ask for it; of several for one target, the least destructive. */
export interface RemedyAction extends Step {
  readonly causes: readonly string[];
}

/** A step for each failure, or what a person is told instead. Waived subjects are left out. */
export function planActions(
  { findings }: SummaryJson,
  { results }: Pick<AuditResult, 'results'>,
  report: CredentialReport,
): readonly RemedyAction[] {
  const users = new Map(report.users.map((user) => [user.arn, user]));
  const named = new Map(results.map(({ id, about }) => [id, about?.steps ?? []]));
  const kept = keptSubjects(results);
  const services = servicesOf(report);
  const ssh = sshKeysOf(report);
  const actions = new Map<string, RemedyAction>();
  for (const verdict of findings.flatMap(({ subjects }) => subjects)) {
    const { control, subject, arn, severity, profiles, reason, fix } = verdict;
    const whose = profiles.length > 0 ? ` of ${profiles.join(', ')}` : '';
    const cause = `${control} (${severity})${whose}: ${reason}`;
    const failing = { user: users.get(arn ?? ''), subject, services, sshKeys: ssh, kept };
    const steps = stepsFor(named.get(control) ?? [], failing);
    const told = `${cause} Fix: ${fix ?? 'see the control'}`;
    if (steps.length === 0) add(actions, byHand(told), told);
    for (const step of steps) add(actions, step, TOLD_MORE.includes(step.stage) ? told : cause);
  }
  return [...actions.values()];
}

// Where a person has to do something else first, or all of it.
const TOLD_MORE: readonly Stage[] = ['in use', 'by hand'];

// Whoever waived anything of a key meant it to stay, and a canary has to be there, unused.
function keptSubjects(results: AuditResult['results']): ReadonlySet<string> {
  const kept = results.flatMap(({ about, verdicts }) =>
    verdicts.filter(
      ({ status }) => status === 'waived' || (about?.keeps && status !== 'notApplicable'),
    ),
  );
  return new Set(kept.map(({ subject }) => subject));
}

function stepsFor(
  names: readonly StepName[],
  { user, ...failing }: Omit<Failing, 'user'> & { readonly user: User | undefined },
): readonly Step[] {
  if (!user || !IAM_NAME.test(user.name)) return [];
  // A control in plain JavaScript can name any step: one that is not known is for a person.
  return names.flatMap((name) => REMEDIES[name]?.({ user, ...failing }) ?? []);
}

function add(actions: Map<string, RemedyAction>, step: Step, cause: string): void {
  const known = actions.get(step.target);
  const causes = known?.causes ?? [];
  actions.set(step.target, {
    ...(known && stageRank(known) <= stageRank(step) ? known : step),
    causes: causes.includes(cause) ? causes : [...causes, cause],
  });
}

function stageRank({ stage }: Step): number {
  return STAGES.findIndex((each) => each.stage === stage);
}

/** What IAM allows as a user's name; a command for any other would fail or do something else. */
const IAM_NAME = /^[\w+=,.@-]{1,64}$/;

/** AWS's names of services; facts can come from anywhere. */
const SERVICE_NAME = /^[a-z0-9.-]{1,128}$/;

/** What may stand in a command at all: names as above, instants, `None`. */
const WORD = /^[\w+=,.@:-]{1,128}$/;

interface Services {
  readonly byLabel: ReadonlyMap<string, ServiceCredential>;
  readonly holders: ReadonlySet<string>;
}

interface Failing {
  readonly user: User;
  readonly subject: string;
  /** undefined where they are not known. */
  readonly services: Services | undefined;
  readonly sshKeys: ReadonlyMap<string, SshKey>;
  readonly kept: ReadonlySet<string>;
}

type Remedy = (failing: Failing) => readonly Step[];

const REMEDIES: Readonly<Record<StepName, Remedy>> = {
  'deactivate unused keys': unusedKeys,
  'deactivate keys': (failing) => keysOf(failing, true).map(deactivate),
  'deactivate older key': olderKey,
  'deactivate signing certificates': certificates,
  'deactivate service credential': serviceCredential,
  'deactivate SSH key': sshKey,
  'demand new password': ({ user }) => [userStep('reset', 'require_new_password', user)],
  'delete inactive keys': (failing) =>
    keysOf(failing, false).map((key) => keyStep('delete', 'delete_inactive_key', key)),
  'delete unused password': unusedPassword,
  'delete password': password,
  'delete user': user,
};

function unusedKeys(failing: Failing): readonly Step[] {
  const { kept } = failing;
  return keysOf(failing, true).map((key) => {
    if (kept.has(key.label) || kept.has(key.owner.label)) return deactivate(key);
    return keyStep('unused', 'deactivate_unused_key', key, lastUse(key.lastUsed));
  });
}

function olderKey(failing: Failing): readonly Step[] {
  const made = ({ lastRotated = 0 }: AccessKey) => lastRotated;
  const [older] = [...keysOf(failing, true)].sort((a, b) => made(a) - made(b));
  return older ? [deactivate(older)] : [];
}

function keysOf({ user, subject }: Failing, active: boolean): readonly AccessKey[] {
  return user.accessKeys
    .filter((key) => key.active === active)
    .filter(({ label }) => subject === user.label || subject === label);
}

function deactivate(key: AccessKey): Step {
  return keyStep('in use', 'deactivate_key', key);
}

function keyStep(stage: Stage, name: string, key: AccessKey, ...more: readonly string[]): Step {
  return datedStep(stage, name, { ...key, made: key.lastRotated }, { after: more });
}

function certificates({ user, subject }: Failing): readonly Step[] {
  return user.certificates
    .filter(({ active, label }) => active && (subject === user.label || subject === label))
    .map((each) => ({ ...each, made: each.lastRotated }))
    .map((each) => datedStep('in use', 'deactivate_certificate', each));
}

function servicesOf(report: CredentialReport): Services | undefined {
  const { serviceSpecificCredentials: fact } = report.facts;
  if (!fact || !('known' in fact)) return undefined;
  const all = serviceCredentials(report, fact.known);
  return {
    byLabel: new Map(all.map((each) => [each.label, each])),
    holders: new Set(all.map(({ arn }) => arn)),
  };
}

function sshKeysOf(report: CredentialReport): Failing['sshKeys'] {
  const { sshPublicKeys: fact } = report.facts;
  const all = fact && 'known' in fact ? sshKeys(report, fact.known) : [];
  return new Map(all.map((each) => [each.label, each]));
}

function serviceCredential({ user, subject, services }: Failing): readonly Step[] {
  const credential = services?.byLabel.get(subject);
  if (!credential) return [];
  const { service } = credential;
  if (!SERVICE_NAME.test(service)) return [byHand(credential.label)];
  const owned = { ...credential, owner: user, made: credential.createdAt };
  return [datedStep('in use', 'deactivate_service_credential', owned, { before: [service] })];
}

function sshKey({ user, subject, sshKeys: keys }: Failing): readonly Step[] {
  const key = keys.get(subject);
  if (!key) return [];
  return [step('in use', key.label, 'deactivate_ssh_key', [user.label, key.id])];
}

function unusedPassword({ user }: Failing): readonly Step[] {
  if (!user.password) return [];
  return [userStep('delete', 'delete_unused_password', user, lastUse(user.lastSignIn))];
}

function password({ user }: Failing): readonly Step[] {
  return user.password ? [userStep('delete', 'delete_password', user)] : [];
}

// The report does not list all kinds of credentials: a user of whom they are not known is for a person.
function user({ user: whose, services, sshKeys: keys }: Failing): readonly Step[] {
  const hasKey = [...keys.values()].some(({ arn }) => arn === whose.arn);
  if (!services || services.holders.has(whose.arn) || hasKey) return [];
  return [userStep('remove', 'delete_user', whose)];
}

function userStep(stage: Stage, name: string, { label }: User, ...more: readonly string[]): Step {
  return step(stage, `${stage} ${label}`, name, [label, ...more]);
}

// Whatever is no plain word is for a person: quoted, it would be safe, but mean nothing to AWS.
function step(stage: Stage, target: string, name: string, values: readonly string[]): Step {
  if (!values.every((value) => WORD.test(value))) return byHand(target);
  return { stage, target, command: [name, ...values.map(shellQuote)].join(' ') };
}

interface Dated {
  readonly label: string;
  readonly id?: string | undefined;
  readonly owner: User | Root;
  readonly made: Instant | undefined;
}

const ID = /^[A-Z0-9]{1,128}$/;

// Where the id is not known, a date to the second is what tells one credential from another.
function datedStep(
  stage: Stage,
  name: string,
  { label, id = '', owner, made }: Dated,
  { before = [], after = [] }: Partial<Record<'before' | 'after', readonly string[]>> = {},
): Step {
  if (ID.test(id)) return step(stage, label, name, [owner.label, ...before, id, ...after]);
  if (made === undefined) {
    return byHand(`${label} has no date in the report that tells it from others: look it up.`);
  }
  return step(stage, label, name, [owner.label, ...before, second(made), ...after]);
}

function byHand(target: string): Step {
  return { stage: 'by hand', target, command: undefined };
}

// The AWS CLI writes Z or +00:00 after it, by version and setting.
function second(instant: Instant): string {
  return formatInstant(instant).replace('Z', '');
}

function lastUse(instant: Instant | undefined): string {
  return instant === undefined ? 'None' : second(instant);
}
