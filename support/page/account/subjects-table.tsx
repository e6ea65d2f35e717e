import {
  type AuditResult,
  type JudgedSubject,
  SEVERITIES_DOWN,
  STATUS_WORDS,
  STATUSES,
} from '../../result';
import type { Element } from '../kit/jsx-runtime';
import { type Choice, type Column, LiveTable } from '../kit/table';
import { EverySubject } from './every-subject';
import { Failures } from './failures';

const COLUMNS: readonly Column[] = [
  { key: 'name', label: 'User' },
  { key: 'state', label: 'State' },
  { key: 'severity', label: 'Severity' },
  ...STATUSES.map((key) => ({ key, label: STATUS_WORDS[key].label, isCount: true })),
];

/** Everybody and everything that was judged: a table for the script, the failures without it. */
export function Subjects({
  result,
  subjects,
}: {
  readonly result: AuditResult;
  readonly subjects: readonly JudgedSubject[];
}): Element {
  return (
    <LiveTable
      id="users"
      title="Users"
      without="Without JavaScript this page lists the failures. The table of all users needs it."
      search="name, path or ARN"
      choices={choicesOf(result)}
      columns={COLUMNS}
    >
      <Failures result={result} />
      {result.audited && <EverySubject subjects={subjects} />}
      <dialog id="drill-down" aria-labelledby="drill-down-name" />
    </LiveTable>
  );
}

function choicesOf({ results }: AuditResult): readonly Choice[] {
  const controls = [...new Set(results.map(({ id }) => id))].sort();
  return [
    { id: 'control', label: 'Control', options: controls.map((id) => [id, id]) },
    {
      id: 'severity',
      label: 'Severity',
      options: SEVERITIES_DOWN.map((severity, place) => [String(place), severity]),
    },
    {
      id: 'status',
      label: 'Status',
      options: STATUSES.map((status, place) => [String(place), STATUS_WORDS[status].label]),
    },
  ];
}
