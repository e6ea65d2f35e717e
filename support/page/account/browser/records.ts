import { SEVERITIES_DOWN, STATUSES } from '../../../result/words';
import { NAME } from '../../kit/texts';
import { type Filter, fitting } from './filter';
import { type Store, type SubjectRow, verdictAt } from './store';

const COLUMNS = [
  ...['control', 'severity', 'subject', 'arn', 'owner', 'ownerBy', 'status', 'dueAt', 'reason'],
  ...['fix', 'requirements'],
];

/** The verdicts that are looked for, of the subjects found, by the names of `verdicts.csv`. */
export function* records(
  store: Store,
  subjects: readonly SubjectRow[],
  filter: Filter,
): Generator<readonly string[]> {
  yield COLUMNS;
  const fits = fitting(store, filter);
  for (const { name, arn, owner, ownerBy, from, to } of subjects) {
    const text = (given = '') => given.replaceAll(NAME, name);
    for (let index = from; index < to; index++) {
      if (!fits(index)) continue;
      for (const { control, severity, label, status, dueAt, reason, fix } of verdictAt(
        store,
        index,
      )) {
        yield [
          control.name,
          SEVERITIES_DOWN[severity] ?? '',
          text(label),
          arn,
          owner,
          ownerBy,
          STATUSES[status] ?? '',
          dueAt === undefined ? '' : new Date(dueAt).toISOString().replace('.000Z', 'Z'),
          text(reason),
          text(fix),
          control.requirements.join(', '),
        ];
      }
    }
  }
}

/** For people: UTC, to the second. */
export function instant(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
