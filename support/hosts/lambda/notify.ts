import type { Owner, Severity, Verdict } from '../../control';
import { exactInstant } from '../../report';
import { type AuditResult, type OrganizationRecord, SEVERITIES_DOWN } from '../../result';
import type { RunEvent } from './events';
import type { Stack } from './stack';

/** A message about one account, and what subscribers can filter by. */
export interface Notification {
  readonly subject: string;
  readonly message: string;
  /** The worst severity that failed; `none` where nothing did. */
  readonly severity: Severity | 'none';
}

/** An event, as EventBridge takes it. */
export interface Entry {
  readonly EventBusName: string;
  readonly Source: 'iamspec';
  readonly DetailType: 'Credential Control Failed';
  readonly Detail: FailedControl;
}

interface FailedControl {
  readonly account: string;
  readonly accountName: string;
  readonly run: string;
  readonly profile: string;
  readonly control: string;
  readonly title: string;
  readonly severity: Severity;
  readonly failed: number;
  readonly subjects: readonly string[];
  /** Who answers for them, and by which rule. */
  readonly owners: readonly Owner[];
  /** When the first of them that time decides began to fail: UTC, to the millisecond. */
  readonly failingSince: string | null;
  readonly evidence: string;
}

const WORDS = {
  passed: 'passed',
  failed: 'breaks the policy',
  error: 'could not be checked',
  skipped: 'was not audited',
} as const satisfies Record<OrganizationRecord['status'], string>;

/** `left` failed controls have no event. SNS takes a subject of ASCII alone, so no name is in it. */
export function notificationOf(
  stack: Stack,
  run: RunEvent,
  record: OrganizationRecord,
  left = 0,
): Notification {
  const { account, name, status, reason, failed } = record;
  const severity = SEVERITIES_DOWN.find((each) => (failed[each] ?? 0) > 0) ?? 'none';
  const counts = Object.entries(failed).map(([each, count]) => `${count} ${each}`);
  const lines = [
    `Account ${account} (${printable(name)}) ${WORDS[status]}: ${printable(reason)}`,
    ...(counts.length > 0 ? [`Failed: ${counts.join(', ')}`] : []),
    ...(left > 0
      ? [`Controls that failed without an event, which would be too many: ${left}`]
      : []),
    `Evidence: s3://${stack.evidence.name}/${record.bundle}/`,
    `Run: ${run.id}`,
  ];
  return {
    subject: `IAM credentials: account ${account} ${WORDS[status]}`,
    message: lines.join('\n'),
    severity,
  };
}

/** A name could else write lines of its own: whoever may name an account or a user gives it. */
export function printable(text: string, most = 1000): string {
  return text.replace(/\p{C}/gu, ' ').slice(0, most);
}

const SHOWN = 10;

/** An event for each control that failed, the worst first. */
export function controlEvents(
  { evidence, eventBus }: Stack,
  run: RunEvent,
  { account, name, bundle }: OrganizationRecord,
  { results }: AuditResult,
): readonly Entry[] {
  const entries = results.flatMap(({ profile = '', id, severity, about, verdicts }) => {
    const failed = verdicts.filter(({ status }) => status === 'failed');
    const [first] = failed;
    if (!first) return [];
    const Detail = {
      account,
      accountName: name,
      run: run.id,
      profile,
      control: id,
      title: about?.title ?? id,
      severity: severity ?? first.severity,
      failed: failed.length,
      subjects: failed.slice(0, SHOWN).map(({ subject }) => subject),
      owners: ownersOf(failed),
      failingSince: firstOf(failed),
      evidence: `s3://${evidence.name}/${bundle}/`,
    };
    const entry = { Source: 'iamspec', DetailType: 'Credential Control Failed' } as const;
    return [{ EventBusName: eventBus, ...entry, Detail }];
  });
  return entries.toSorted((one, other) => rank(one) - rank(other));
}

function ownersOf(failed: readonly Verdict[]): readonly Owner[] {
  const owners = new Map(failed.map(({ owner }) => [JSON.stringify(owner), owner]));
  return [...owners.values()].slice(0, SHOWN).flatMap((owner) => owner ?? []);
}

function firstOf(failed: readonly Verdict[]): string | null {
  const dates = failed.flatMap(({ dueAt }) => dueAt ?? []);
  return dates.length === 0 ? null : exactInstant(dates.reduce((a, b) => Math.min(a, b)));
}

function rank({ Detail }: Entry): number {
  return SEVERITIES_DOWN.indexOf(Detail.severity);
}

// Step Functions takes 256 KB from a state, and an account's other fields need room.
const MOST_BYTES = 200_000;

/** As many of the events as a state can hold, and how many are left out. */
export function fitting(entries: readonly Entry[]) {
  let bytes = 0;
  const fit = entries.filter((entry) => {
    const size = Buffer.byteLength(JSON.stringify(entry));
    if (bytes + size > MOST_BYTES) return false;
    bytes += size;
    return true;
  });
  return { entries: fit, left: entries.length - fit.length };
}

// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
const MOST_ENTRIES = 10;

/** The events by call. */
export function batches(entries: readonly Entry[]): readonly { entries: readonly Entry[] }[] {
  const starts = entries.map((_, index) => index).filter((index) => index % MOST_ENTRIES === 0);
  return starts.map((start) => ({ entries: entries.slice(start, start + MOST_ENTRIES) }));
}
