import { STATUSES } from '../../../result/words';
import { byText, type Ranking } from '../../kit/browser/order';
import type { Store, SubjectRow } from './store';

/** A text, an id, places in `SEVERITIES_DOWN` and `STATUSES`; '' is anything. */
export interface Filter {
  readonly text: string;
  readonly control: string;
  readonly severity: string;
  readonly status: string;
}

/** Finds the subjects with at least one verdict that is all that is looked for. */
export function find(
  { data, subjects }: Store,
  { text, control, severity, status }: Filter,
): { readonly subjects: readonly SubjectRow[]; readonly verdicts: number } {
  const words = text.toLowerCase().trim().split(/\s+/);
  const named = subjects.filter(({ key }) => words.every((word) => key.includes(word)));
  const places = new Set(data.controls.flatMap(({ id }, place) => (id === control ? place : [])));
  const { controls, statuses, severities } = data.verdicts;
  const fits = (index: number) =>
    (control === '' || places.has(controls[index] ?? -1)) &&
    (severity === '' || severities[index] === severity) &&
    (status === '' || statuses[index] === status);
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
    if (column === 'state') return (a, b) => last(a.state) - last(b.state) || byFailures(a, b);
    if (column === 'severity') return (a, b) => last(a.severity) - last(b.severity);
    const status = PLACES.get(column) ?? -1;
    return (a, b) => (b.counts[status] ?? 0) - (a.counts[status] ?? 0);
  },
  otherwise: (a, b) => byFailures(a, b) || byName(a, b),
};

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
