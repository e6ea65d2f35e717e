import type { AccessKey, CredentialReport, Instant, Password } from '../../report';
import type { AuditResult, ControlResult } from '../../result';
import type { Ages } from './histogram';

/** Ages of one kind, and what is said of them. */
export interface AgeChart extends Ages {
  readonly id: string;
  readonly title: string;
  /** What is counted: `password`, `active access key`. */
  readonly noun: string;
  /** From when on. */
  readonly since: string;
}

interface Kind extends Omit<AgeChart, 'ages' | 'limits'> {
  /** The control and its input that hold the limit. */
  readonly control: string;
  readonly input: string;
  readonly dates: (report: CredentialReport) => readonly Instant[];
}

const KINDS: readonly Kind[] = [
  {
    id: 'password-age',
    title: 'Password age',
    noun: 'password',
    since: 'days since it was changed',
    control: 'password-age',
    input: 'maxAgeDays',
    inclusive: true,
    dates: ({ passwords }) => passwords.map(made),
  },
  {
    id: 'password-use',
    title: 'Password last used',
    noun: 'password',
    since: 'days since the last use; if never used, since it was set',
    control: 'password-last-used',
    input: 'maxIdleDays',
    inclusive: false,
    dates: ({ passwords }) => passwords.map(used),
  },
  {
    id: 'key-age',
    title: 'Access key age',
    noun: 'active access key',
    since: 'days since it was created',
    control: 'access-key-rotation',
    input: 'maxAgeDays',
    inclusive: true,
    dates: ({ activeAccessKeys }) => activeAccessKeys.map(made),
  },
  {
    id: 'key-use',
    title: 'Access key last used',
    noun: 'active access key',
    since: 'days since the last use; if never used, since it was created',
    control: 'access-key-last-used',
    input: 'maxIdleDays',
    inclusive: false,
    dates: ({ activeAccessKeys }) => activeAccessKeys.map(used),
  },
];

/** The ages of the passwords and keys of users, with the limits that this run held them against. */
export function ageCharts(
  { report }: { report: CredentialReport },
  { results }: AuditResult,
): readonly AgeChart[] {
  return KINDS.map(({ control, input, dates, ...kind }) => ({
    ...kind,
    ages: dates(report).map((date) => Math.max(0, report.asOf - date)),
    limits: limitsOf(
      results.filter(({ id }) => id === control),
      input,
    ),
  }));
}

function limitsOf(results: readonly ControlResult[], input: string): readonly number[] {
  const limits = results.flatMap(({ inputs, scope: { everybody, classes } }) => [
    ...(everybody ? [inputs[input]] : []),
    ...classes.flatMap((each) => (each.inputs ? [each.inputs[input]] : [])),
  ]);
  const numbers = limits.filter((limit) => typeof limit === 'number');
  return [...new Set(numbers)].sort((a, b) => a - b);
}

// As the controls count: what has no date of its own is as old as its user.
function made(credential: Password | AccessKey): Instant {
  const own = credential.kind === 'password' ? credential.lastChanged : credential.lastRotated;
  return own ?? credential.owner.createdAt;
}

function used(credential: Password | AccessKey): Instant {
  return credential.lastUsed ?? made(credential);
}
