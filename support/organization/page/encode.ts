import { visible } from '../../evidence/page/visible';
import { SEVERITIES_DOWN } from '../../evidence/page/words';
import type { ControlRecord, OrganizationRecord } from '../organization-record';
import type { AccountSummary, OrganizationResult } from '../organization-result';
import { ACCOUNT_WORDS, ID, type OrganizationData } from './data';
import { pageOf } from './links';
import { nameOfControl, severalProfiles } from './names';

/**
 * Puts the accounts into columns, in the order of the result. No text of it hides a character; so
 * `ID` is in none by itself.
 *
 * @param records those of the accounts, in any order; of each only its failing controls are kept
 */
export function encode(
  result: OrganizationResult,
  records: Iterable<OrganizationRecord>,
  base: string,
): OrganizationData {
  const { accounts, controls } = result;
  const several = severalProfiles(result);
  const names = controls.map((control) => nameOfControl(control, several));
  const fails = failingControls(
    records,
    new Map(names.map((name, place) => [name, place])),
    several,
  );
  const texts = new Texts();
  return {
    controls: names.map(visible),
    ids: accounts.map(({ account }) => account),
    names: accounts.map(({ name }) => visible(name)),
    units: accounts.map(({ ou }) => texts.place(ou)),
    states: accounts.map(({ status }) => placeOf(status)).join(''),
    failed: accounts.map(({ failed }) => SEVERITIES_DOWN.map((severity) => failed[severity] ?? 0)),
    fails: accounts.map(({ account }) => fails.get(account) ?? []),
    reasons: accounts.map(({ reason, account }) => texts.place(reason, account)),
    pages: accounts.map((each) => texts.place(pageOf(each, base), each.account)),
    texts: texts.list,
  };
}

function placeOf(status: AccountSummary['status']): number {
  return ACCOUNT_WORDS.findIndex((word) => word.status === status);
}

function failingControls(
  records: Iterable<OrganizationRecord>,
  places: ReadonlyMap<string, number>,
  several: boolean,
): ReadonlyMap<string, readonly number[]> {
  const fails = new Map<string, readonly number[]>();
  for (const { account, controls } of records) {
    const bad = controls.filter(isBad);
    fails.set(
      account,
      bad.flatMap((control) => places.get(nameOfControl(control, several)) ?? []),
    );
  }
  return fails;
}

function isBad({ counts: { failed = 0, error = 0 } }: ControlRecord): boolean {
  return failed + error > 0;
}

/** Texts, each once. */
class Texts {
  readonly list: string[] = [];
  private readonly places = new Map<string, number>();

  place(text: string | undefined, id?: string): number {
    if (text === undefined) return -1;
    const shown = visible(text);
    const shared = id === undefined ? shown : shown.replaceAll(id, ID);
    const known = this.places.get(shared) ?? this.list.push(shared) - 1;
    this.places.set(shared, known);
    return known;
  }
}
