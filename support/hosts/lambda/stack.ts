import { ConfigurationError } from '../../control';
import { connect, systemClock } from '../../organization';
import { type GivenSettings, takeSettings } from '../../run';
import type { RunEvent } from './events';

/** A bucket, and how objects are put there. */
export interface Bucket {
  readonly name: string;
  /** The account that owns it: S3 refuses any other. */
  readonly owner: string | undefined;
  /** Encrypts objects; without it, a key of S3's own does. */
  readonly kmsKeyId: string | undefined;
}

/** What the stack tells its functions. */
export interface Stack {
  readonly evidence: Bucket;
  /** The run's own files. Step Functions reads a list from a bucket of its own account alone. */
  readonly work: Bucket;
  readonly role: string;
  readonly profile: string;
  readonly failOn: string;
  /** A file of the bundle: which profile is for which accounts. */
  readonly profileMap: string | undefined;
  readonly units: readonly string[];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** The IAM actions that the role in the accounts allows. */
  readonly actions: readonly string[];
  readonly eventBus: string;
  readonly maxConcurrency: number;
  readonly toleratedFailurePercentage: number;
  readonly waitSeconds: number;
  readonly polls: number;
}

/** Reads the environment of a function. @throws ConfigurationError that lists all that is missing or no number */
export function readStack(env: Readonly<Record<string, string | undefined>>): Stack {
  const problems: string[] = [];
  const optional = (name: string) => env[name]?.trim() || undefined;
  const text = (name: string) => optional(name) ?? complain(`${name} is not set`, '');
  const list = (name: string) =>
    (optional(name)?.split(',') ?? []).map((item) => item.trim()).filter(Boolean);
  function complain<T>(problem: string, instead: T): T {
    problems.push(`The function's environment is wrong: ${problem}.`);
    return instead;
  }
  function number(name: string, least: number): number {
    const value = Number(text(name));
    return value >= least ? value : complain(`${name} is "${env[name]}", expected a number`, least);
  }
  const stack = {
    evidence: {
      name: text('EVIDENCE_BUCKET'),
      owner: optional('EVIDENCE_BUCKET_OWNER'),
      kmsKeyId: optional('EVIDENCE_KMS_KEY'),
    },
    work: { name: text('WORK_BUCKET'), owner: undefined, kmsKeyId: undefined },
    role: text('MEMBER_ROLE'),
    profile: text('PROFILE'),
    failOn: text('FAIL_ON'),
    profileMap: optional('PROFILE_MAP'),
    units: list('UNITS'),
    include: list('INCLUDE'),
    exclude: list('EXCLUDE'),
    actions: list('FACT_ACTIONS'),
    eventBus: text('EVENT_BUS'),
    maxConcurrency: number('MAX_CONCURRENCY', 1),
    toleratedFailurePercentage: number('TOLERATED_FAILURE_PERCENTAGE', 0),
    waitSeconds: number('WAIT_SECONDS', 1),
    polls: number('POLLS', 1),
  };
  if (problems.length > 0) throw new ConfigurationError(problems);
  return stack;
}

/** The way into the accounts, in a session that is named after the run. */
export function connectFor({ role }: Stack, run: RunEvent): ReturnType<typeof connect> {
  const session = { name: role, sessionName: `iamspec-${run.id}` };
  return connect(session, 1, systemClock, new AbortController().signal);
}

/** The settings that hold for every account. */
export function planSettings({ failOn }: Stack): GivenSettings {
  return takeSettings({}, { failOn });
}
