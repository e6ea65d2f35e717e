import { SEVERITIES_DOWN, STATUSES } from '../../../result/words';
import { byText, type Ranking } from '../../kit/browser/order';
import { dueOf, type Store, type SubjectRow } from './store';

/** A text, the id of a control, and words; `due` is a status too, of what falls due soon. '' is anything. */
export interface Filter {
  readonly text: string;
  readonly control: string;
  readonly severity: string;
  readonly status: string;
  readonly owner: string;
}

/** Tells which verdicts are all that is looked for, by their places. */
export function fitting({ data }: Store, filter: Filter): (index: number) => boolean {
  const { control, severity, status } = filter;
  const places = new Set(data.controls.flatMap(({ id }, place) => (id === control ? place : [])));
  const { controls, statuses, severities } = data.verdicts;
  const severityDigit = String(SEVERITIES.indexOf(severity));
  const statusDigit = String(NAMES.indexOf(status));
  const isSoon = (index: number) =>
    dueOf(data.verdicts, index) <= data.dueWithin && SOON.includes(statuses[index] ?? '');
  return (index) =>
    (control === '' || places.has(controls[index] ?? -1)) &&
    (severity === '' || severities[index] === severityDigit) &&
    (status === '' || (status === DUE ? isSoon(index) : statuses[index] === statusDigit));
}

const DUE = 'due';
const NAMES: readonly string[] = STATUSES;
const SEVERITIES: readonly string[] = SEVERITIES_DOWN;
const SOON = ['passed', 'waived'].map((status) => String(NAMES.indexOf(status)));

/** Finds the subjects with at least one verdict that is all that is looked for. */
export function find(
  store: Store,
  filter: Filter,
): { readonly subjects: readonly SubjectRow[]; readonly verdicts: number } {
  const { text, control, severity, status, owner } = filter;
  const words = text.toLowerCase().trim().split(/\s+/);
  const named = store.subjects.filter(
    (subject) =>
      (owner === '' || subject.owner === owner) &&
      words.every((word) => subject.key.includes(word)),
  );
  const fits = fitting(store, filter);
  const anything = control === '' && severity === '' && status === '';
  let verdicts = 0;
  const found = named.filter(({ from, to }) => {
    const before = verdicts;
    for (let index = from; index < to; index++) if (fits(index)) verdicts++;
    return anything || verdicts > before;
  });
  return { subjects: found, verdicts };
}

const PLACES = new Map<string, number>(STATUSES.map((status, place) => [status, place]));

/** Those that are equal in a column are ordered by their failures, then by name. */
export const RANKING: Ranking<SubjectRow> = {
  comparison: (column) => {
    if (column === 'name') return byName;
    if (column === 'owner') return (a, b) => byText(a.owner || LAST_NAME, b.owner || LAST_NAME);
    if (column === 'due') return (a, b) => (a.due ?? NEVER) - (b.due ?? NEVER);
    if (column === 'state') return (a, b) => last(a.state) - last(b.state) || byFailures(a, b);
    if (column === 'severity') return (a, b) => last(a.severity) - last(b.severity);
    const status = PLACES.get(column) ?? -1;
    return (a, b) => (b.counts[status] ?? 0) - (a.counts[status] ?? 0);
  },
  otherwise: (a, b) => byFailures(a, b) || byName(a, b),
};

const LAST_NAME = '\uffff';
const NEVER = Number.MAX_SAFE_INTEGER;

// -1 stands for none.
function last(place: number): number {
  return place < 0 ? Number.MAX_SAFE_INTEGER : place;
}

function byFailures(a: SubjectRow, b: SubjectRow): number {
  return last(a.severity) - last(b.severity) || b.fails.length - a.fails.length;
}

function byName(a: SubjectRow, b: SubjectRow): number {
  if (a.kind !== b.kind) return KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind);
  return byText(a.name, b.name);
}

const KINDS: readonly SubjectRow['kind'][] = ['root', 'user', 'other'];
