import { SEVERITIES_DOWN } from '../../../result/words';
import { byText, type Ranking } from '../../kit/browser/order';
import { NAME } from '../../kit/texts';
import { ACCOUNT_WORDS, type OrganizationData } from '../data';

/** A row of the table, by its rank, the worst first; without a page of its own, that is ''. */
export interface Account {
  readonly rank: number;
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  /** What the search looks at. */
  readonly key: string;
  readonly state: number;
  readonly failed: readonly number[];
  readonly fails: readonly number[];
  readonly reason: string;
  readonly page: string;
}

/** Makes the rows of the table out of the columns of the data. */
export function open(data: OrganizationData): readonly Account[] {
  return data.ids.map((id, rank) => {
    const text = (place = -1) => (data.texts[place] ?? '').replaceAll(NAME, id);
    const name = data.names[rank] ?? '';
    const unit = text(data.units[rank]);
    return {
      rank,
      id,
      name,
      unit,
      key: `${id}\n${name}\n${unit}`.toLowerCase(),
      state: Number(data.states[rank]),
      failed: data.failed[rank] ?? [],
      fails: data.fails[rank] ?? [],
      reason: text(data.reasons[rank]),
      page: text(data.pages[rank]),
    };
  });
}

/** What is looked for, in words; '' is anything. */
export interface Filter {
  readonly text: string;
  readonly state: string;
  readonly severity: string;
  readonly control: string;
}

/** Finds the accounts that are all that is looked for; controls are those of the data. */
export function find(
  accounts: readonly Account[],
  controls: readonly string[],
  filter: Filter,
): readonly Account[] {
  const { text, state, severity, control } = filter;
  const words = text.toLowerCase().trim().split(/\s+/);
  const stateAt = ACCOUNT_WORDS.findIndex(({ status }) => status === state);
  const severityAt = COUNTS.indexOf(severity);
  const controlAt = controls.indexOf(control);
  return accounts.filter(
    (account) =>
      words.every((word) => account.key.includes(word)) &&
      (state === '' || account.state === stateAt) &&
      (severity === '' || (account.failed[severityAt] ?? 0) > 0) &&
      (control === '' || account.fails.includes(controlAt)),
  );
}

const COUNTS: readonly string[] = SEVERITIES_DOWN;

/** Those that are equal in a column are ordered by their rank. */
export const RANKING: Ranking<Account> = {
  comparison: (column) => {
    if (column === 'state') return byRank;
    if (column === 'account') return (a, b) => byText(a.name || a.id, b.name || b.id);
    if (column === 'unit') return (a, b) => byText(a.unit, b.unit);
    const place = COUNTS.indexOf(column);
    return (a, b) => (b.failed[place] ?? 0) - (a.failed[place] ?? 0);
  },
  otherwise: byRank,
};

function byRank(a: Account, b: Account): number {
  return a.rank - b.rank;
}
