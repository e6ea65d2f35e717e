import {
  type AuditResult,
  dueWithin,
  inDays,
  type JudgedSubject,
  SEVERITIES_DOWN,
  STATUS_WORDS,
  STATUSES,
  totalOf,
} from '../../result';
import type { Element } from '../kit/jsx-runtime';
import { type Choice, LiveTable } from '../kit/table';
import { fallsDue, knowsOwners, ownerOf } from './due';

/** Everybody and everything that was judged: a table for the script, the failures without it. */
export function Subjects({
  result,
  subjects,
}: {
  readonly result: AuditResult;
  readonly subjects: readonly JudgedSubject[];
}): Element {
  const owners = ownersOf(subjects);
  const total = totalOf(result);
  const isShown = (status: (typeof STATUSES)[number]) => total[status] > 0;
  return (
    <LiveTable
      id="users"
      title="Users"
      without="Without JavaScript this page lists the failures. The table of all users needs it."
      search={owners.length > 0 ? 'name, path, ARN or owner' : 'name, path or ARN'}
      choices={choicesOf(result, owners)}
      columns={[
        { key: 'name', label: 'User' },
        ...(owners.length > 0 ? [{ key: 'owner', label: 'Owner' }] : []),
        { key: 'state', label: 'State' },
        { key: 'severity', label: 'Severity' },
        ...(hasDues(result) ? [{ key: 'due', label: 'Failing since or due' }] : []),
        ...STATUSES.filter(isShown).map((key) => ({
          ...{ key, label: STATUS_WORDS[key].label, isCount: true },
        })),
      ]}
      folded={STATUSES.filter((status) => !isShown(status)).map(
        (status) => STATUS_WORDS[status].label,
      )}
    >
      {result.audited && (
        <div class="paper">
          <h3>All users, their worst state and their verdicts</h3>
          <ul id="everybody" class="everybody" />
        </div>
      )}
      <dialog id="drill-down" aria-labelledby="drill-down-name" />
    </LiveTable>
  );
}

function ownersOf(subjects: readonly JudgedSubject[]): readonly string[] {
  if (!knowsOwners(subjects)) return [];
  const owners = subjects.flatMap((subject) => ownerOf(subject)?.name ?? []);
  return [...new Set(owners)].sort();
}

function hasDues({ results }: AuditResult): boolean {
  return results.some(({ verdicts }) => verdicts.some(({ dueAt }) => dueAt !== undefined));
}

function choicesOf(result: AuditResult, owners: readonly string[]): readonly Choice[] {
  const { results, audited } = result;
  const within = dueWithin(result.run);
  const controls = [...new Set(results.map(({ id }) => id))].sort();
  const end = (audited?.report.asOf ?? 0) + within;
  const isSoon = results.some(({ verdicts }) => verdicts.some((verdict) => fallsDue(verdict, end)));
  return [
    ...(owners.length > 0
      ? [{ id: 'owner', label: 'Owner', options: owners.map((name) => [name, name] as const) }]
      : []),
    { id: 'control', label: 'Control', options: controls.map((id) => [id, id]) },
    {
      id: 'severity',
      label: 'Severity',
      options: SEVERITIES_DOWN.map((severity) => [severity, severity]),
    },
    {
      id: 'status',
      label: 'Status',
      options: [
        ...STATUSES.map((status) => [status, STATUS_WORDS[status].label] as const),
        ...(isSoon ? [['due', `due within ${inDays(within)}`] as const] : []),
      ],
    },
  ];
}
