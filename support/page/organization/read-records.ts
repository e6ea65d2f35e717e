import {
  type AccountSummary,
  type ControlRecord,
  controlNamer,
  type OrganizationRecord,
  type OrganizationResult,
} from '../../result';

/** A failing account, what fails in it, and whose that is. */
export interface FailingAccount {
  readonly account: AccountSummary;
  /** The most severe first. */
  readonly controls: readonly ControlRecord[];
  readonly todo: OrganizationRecord['todo'];
}

/** What the page takes from the records, besides what the result says. */
export interface Recorded {
  /** The controls that are not in order, by account: their places in the result. */
  readonly fails: ReadonlyMap<string, readonly number[]>;
  readonly worst: readonly FailingAccount[];
  /** How many failing users each owner has, of the owners that the records name; the most first. */
  readonly owners: readonly (readonly [name: string, users: number])[];
}

/** In one pass, since there can be 10,000; of them `most` of the worst are kept. */
export function readRecords(
  result: OrganizationResult,
  records: Iterable<OrganizationRecord>,
  most: number,
): Recorded {
  const nameOf = controlNamer(result);
  const places = new Map(result.controls.map((control, place) => [nameOf(control), place]));
  const failed = result.accounts.filter(({ status }) => status === 'failed').slice(0, most);
  const worst = new Map(failed.map((account) => [account.account, { account }]));
  const found = new Map<string, FailingAccount>();
  const fails = new Map<string, readonly number[]>();
  const owners = new Map<string, number>();
  const placeOf = (control: ControlRecord) => places.get(nameOf(control)) ?? -1;
  for (const { account: id, controls, todo } of records) {
    const bad = controls.filter(isBad).sort((a, b) => placeOf(a) - placeOf(b));
    fails.set(
      id,
      bad.map(placeOf).filter((place) => place >= 0),
    );
    const known = worst.get(id);
    if (known) found.set(id, { ...known, controls: bad, todo });
    for (const { name, users } of todo?.owners ?? []) {
      owners.set(name, (owners.get(name) ?? 0) + users);
    }
  }
  return {
    fails,
    worst: failed.flatMap(({ account }) => found.get(account) ?? []),
    owners: [...owners].sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1)),
  };
}

function isBad({ counts: { failed = 0, error = 0 } }: ControlRecord): boolean {
  return failed + error > 0;
}
