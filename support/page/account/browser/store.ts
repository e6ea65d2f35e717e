import type { Instant } from '../../../report';
import { STATUSES } from '../../../result/words';
import { NAME } from '../../kit/texts';
import type { ControlData, PageData } from '../data';

/** Places in `STATUSES` and `SEVERITIES_DOWN`; texts still with `NAME` for the subject. */
export interface Verdict {
  readonly control: ControlData;
  readonly status: number;
  readonly severity: number;
  readonly label: string;
  readonly reason: string;
  readonly fix: string | undefined;
  readonly dueAt: Instant | undefined;
}

/** A row of the table. */
export interface SubjectRow {
  readonly index: number;
  readonly name: string;
  readonly kind: 'user' | 'root' | 'other';
  readonly arn: string;
  /** '' where no owners are known. */
  readonly owner: string;
  readonly ownerBy: string;
  /** Of what fails since the longest time, else of what falls due first; in milliseconds from `asOf` on. */
  readonly due: number | undefined;
  /** What the search looks at. */
  readonly key: string;
  readonly counts: readonly number[];
  /** The place of the worst status; -1 without a verdict. */
  readonly state: number;
  /** The place of the worst failure's severity; -1 without one. */
  readonly severity: number;
  readonly fails: readonly string[];
  readonly from: number;
  readonly to: number;
}

/** All that the page knows. */
export interface Store {
  readonly data: PageData;
  readonly subjects: readonly SubjectRow[];
}

const KINDS = { u: 'user', r: 'root', o: 'other' } as const;
const ERROR = STATUSES.indexOf('error');
const FAILED = STATUSES.indexOf('failed');

/** Makes the rows of the table out of the columns of the data. */
export function open(data: PageData): Store {
  let from = 0;
  const subjects = data.subjects.counts.map((size, index) => {
    const subject = subjectAt(data, index, from, from + size);
    from += size;
    return subject;
  });
  return { data, subjects };
}

function subjectAt(data: PageData, index: number, from: number, to: number): SubjectRow {
  const name = data.subjects.names[index] ?? '';
  const arn = (textAt(data, data.subjects.arns[index]) ?? '').replaceAll(NAME, name);
  const [owner, ownerBy] = data.owners[data.subjects.owners[index] ?? -1] ?? ['', ''];
  const letter = data.subjects.kinds[index];
  const kind = letter === 'u' || letter === 'r' ? KINDS[letter] : KINDS.o;
  const key = `${name}\n${arn}\n${owner}`.toLowerCase();
  return { index, name, kind, arn, owner, ownerBy, key, from, to, ...tally(data, from, to) };
}

function tally({ verdicts, controls }: PageData, from: number, to: number) {
  const counts = STATUSES.map(() => 0);
  const fails = new Set<string>();
  let severity = Number.POSITIVE_INFINITY;
  let since = Number.POSITIVE_INFINITY;
  let next = Number.POSITIVE_INFINITY;
  for (let index = from; index < to; index++) {
    const status = Number(verdicts.statuses[index]);
    counts[status] = (counts[status] ?? 0) + 1;
    const due = dueOf(verdicts, index);
    if (status === FAILED) since = Math.min(since, due);
    else next = Math.min(next, due);
    if (status !== ERROR && status !== FAILED) continue;
    severity = Math.min(severity, Number(verdicts.severities[index]));
    fails.add(controls[verdicts.controls[index] ?? -1]?.id ?? '');
  }
  const state = counts.findIndex((number) => number > 0);
  const due = Number.isFinite(since) ? since : next;
  return {
    counts,
    state,
    severity: Number.isFinite(severity) ? severity : -1,
    due: Number.isFinite(due) ? due : undefined,
    fails: [...fails],
  };
}

/** In milliseconds from `asOf` on; without a date never. */
export function dueOf({ dues }: PageData['verdicts'], index: number): number {
  const due = dues[index] ?? '';
  return due === '' ? Number.POSITIVE_INFINITY : due;
}

/** The verdicts about a subject, the worst first. */
export function verdictsOf(store: Store, { from, to }: SubjectRow): readonly Verdict[] {
  const list: Verdict[] = [];
  for (let index = from; index < to; index++) list.push(...verdictAt(store, index));
  return list.sort((a, b) => a.status - b.status || a.severity - b.severity);
}

/** The verdict at a place of the data. */
export function verdictAt({ data }: Store, index: number): readonly Verdict[] {
  const { controls, verdicts, asOf } = data;
  const control = controls[verdicts.controls[index] ?? -1];
  if (!control) return [];
  const due = dueOf(verdicts, index);
  return [
    {
      control,
      status: Number(verdicts.statuses[index]),
      severity: Number(verdicts.severities[index]),
      label: textAt(data, verdicts.labels[index]) ?? '',
      reason: textAt(data, verdicts.reasons[index]) ?? '',
      fix: textAt(data, verdicts.fixes[index]),
      dueAt: Number.isFinite(due) ? asOf + due : undefined,
    },
  ];
}

function textAt({ texts }: PageData, place = -1): string | undefined {
  return texts[place];
}
