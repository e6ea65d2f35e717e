import { NOBODY, type Severity } from '../../control';
import type { Instant } from '../../report';
import { type AuditResult, type JudgedSubject, SEVERITIES_DOWN } from '../../result';
import { fallsDue, knowsOwners, ownerOf } from './due';

/** What somebody must do: an owner for what one control finds, a user for all that is found. */
export interface Task {
  readonly who: string;
  readonly severity: Severity;
  /** The place of its worst control among the results. */
  readonly control: number;
  readonly controls: number;
  readonly users: number;
  /** The first of them. */
  readonly names: readonly string[];
  readonly credentials: number;
  /** The first of all; undefined without an age or idle limit. */
  readonly dueAt: Instant | undefined;
}

/** All that is to be done. A finding that several profiles share is one. */
export interface Todo {
  /** Whether owners are known; without them tasks are the users' own. */
  readonly byOwner: boolean;
  /** What fails, the most severe first. */
  readonly failing: readonly Task[];
  /** What is in order, but will fail soon: what is due first comes first. */
  readonly due: readonly Task[];
  /** How many users of each owner fail, root among them, the most first. */
  readonly owners: readonly (readonly [name: string, users: number])[];
  readonly failingUsers: number;
  readonly dueCredentials: number;
}

const NAMED = 2;
const NEVER = Number.MAX_SAFE_INTEGER;

/** What fails, and what falls due within a time of the report, in milliseconds. */
export function todoOf(
  { results, audited, profiles }: AuditResult,
  subjects: readonly JudgedSubject[],
  within: number,
): Todo {
  const end = (audited?.report.asOf ?? 0) + within;
  const ids = results.map(({ id }) => id);
  const byOwner = knowsOwners(subjects);
  const isShared = profiles.length > 1;
  const [failing, due] = [new Drafts(byOwner, isShared), new Drafts(byOwner, isShared)];
  const owners = new Map<string, number>();
  const dueLabels = new Set<string>();
  let failingUsers = 0;
  for (const subject of subjects) {
    const owner = (ownerOf(subject) ?? NOBODY).name;
    const who = byOwner ? owner : subject.name;
    let fails = false;
    const soon: Judged[] = [];
    for (const judged of subject.judged) {
      if (judged.verdict.status === 'failed') {
        failing.add(who, ids[judged.result] ?? '', subject, judged);
        fails = true;
      } else if (fallsDue(judged.verdict, end)) soon.push(judged);
    }
    for (const judged of soon) {
      const id = ids[judged.result] ?? '';
      if (failing.has(who, id, subject, judged)) continue;
      due.add(who, id, subject, judged);
      dueLabels.add(judged.verdict.subject);
    }
    if (!fails) continue;
    owners.set(owner, (owners.get(owner) ?? 0) + 1);
    if (subject.kind === 'user') failingUsers++;
  }
  return {
    byOwner,
    failing: failing.all.map(taskOf).sort(worstFirst),
    due: due.all.map(taskOf).sort(soonestFirst),
    owners: [...owners].sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1)),
    failingUsers,
    dueCredentials: dueLabels.size,
  };
}

type Judged = JudgedSubject['judged'][number];

interface Draft {
  readonly who: string;
  rank: number;
  control: number;
  readonly ids: Set<string>;
  readonly names: string[];
  users: number;
  credentials: number;
  dueAt: Instant;
  /** Whom it was last about, and which credentials of it. */
  subject: JudgedSubject | undefined;
  labels: readonly string[];
}

const NONE: readonly string[] = [];

const RANKS = new Map(SEVERITIES_DOWN.map((severity, rank) => [severity, rank]));

// Filled subject by subject, and at once: there can be 100,000 verdicts.
class Drafts {
  readonly all: Draft[] = [];
  private readonly byOwner: boolean;
  /** Whether several profiles can say the same of a credential. */
  private readonly isShared: boolean;
  private readonly known = new Map<string, Map<string, Draft>>();

  constructor(byOwner: boolean, isShared: boolean) {
    this.byOwner = byOwner;
    this.isShared = isShared;
  }

  add(who: string, id: string, subject: JudgedSubject, { result, verdict }: Judged): void {
    const key = this.byOwner ? id : '';
    const draft = this.known.get(who)?.get(key) ?? this.begin(who, key);
    const rank = RANKS.get(verdict.severity) ?? 0;
    if (rank < draft.rank) {
      draft.rank = rank;
      draft.control = result;
    }
    if (!this.byOwner) draft.ids.add(id);
    if (draft.subject !== subject) {
      draft.subject = subject;
      draft.labels = NONE;
      if (draft.users++ < NAMED) draft.names.push(subject.name);
    }
    if (this.isShared) {
      if (draft.labels.includes(verdict.subject)) draft.credentials--;
      draft.labels = [...draft.labels, verdict.subject];
    }
    draft.credentials++;
    if (verdict.dueAt !== undefined && verdict.dueAt < draft.dueAt) draft.dueAt = verdict.dueAt;
  }

  /** Whether it holds the same of the same credential, as another profile has it. */
  has(who: string, id: string, subject: JudgedSubject, { verdict }: Judged): boolean {
    if (!this.isShared) return false;
    const draft = this.known.get(who)?.get(this.byOwner ? id : '');
    return draft?.subject === subject && draft.labels.includes(verdict.subject);
  }

  private begin(who: string, key: string): Draft {
    const draft: Draft = {
      ...{ who, control: -1, rank: SEVERITIES_DOWN.length, ids: new Set(), names: [], users: 0 },
      ...{ credentials: 0, dueAt: NEVER, subject: undefined, labels: NONE },
    };
    this.known.set(who, (this.known.get(who) ?? new Map()).set(key, draft));
    this.all.push(draft);
    return draft;
  }
}

function taskOf(draft: Draft): Task {
  const { who, rank, control, ids, names, users, credentials, dueAt } = draft;
  return {
    ...{ who, control, names, users, credentials, controls: Math.max(1, ids.size) },
    severity: SEVERITIES_DOWN[rank] ?? 'critical',
    dueAt: dueAt === NEVER ? undefined : dueAt,
  };
}

function worstFirst(a: Task, b: Task): number {
  return (
    SEVERITIES_DOWN.indexOf(a.severity) - SEVERITIES_DOWN.indexOf(b.severity) ||
    b.credentials - a.credentials ||
    soonestFirst(a, b)
  );
}

function soonestFirst(a: Task, b: Task): number {
  return (a.dueAt ?? NEVER) - (b.dueAt ?? NEVER);
}
