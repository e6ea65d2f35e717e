import {
  type ControlRecord,
  controlNamer,
  type OrganizationRecord,
  type OrganizationResult,
  SEVERITIES_DOWN,
} from '../../result';
import { Texts } from '../kit/texts';
import { visible } from '../kit/visible';
import { ACCOUNT_WORDS, type OrganizationData } from './data';
import { pageOf } from './links';

/** In the order of the result; records come in any order. No text of it hides a character. */
export function encode(
  result: OrganizationResult,
  records: Iterable<OrganizationRecord>,
  base: string,
): OrganizationData {
  const { accounts } = result;
  const fails = failingControls(result, records);
  const texts = new Texts();
  const place = (text: string | undefined, id: string) =>
    text === undefined ? -1 : texts.placeParts(text.split(id));
  return {
    controls: result.controls.map(controlNamer(result)).map(visible),
    ids: accounts.map(({ account }) => account),
    names: accounts.map(({ name }) => visible(name)),
    units: accounts.map(({ ou }) => (ou === undefined ? -1 : texts.placeParts([ou]))),
    states: accounts
      .map(({ status }) => ACCOUNT_WORDS.findIndex((word) => word.status === status))
      .join(''),
    failed: accounts.map(({ failed }) => SEVERITIES_DOWN.map((severity) => failed[severity] ?? 0)),
    fails: accounts.map(({ account }) => fails.get(account) ?? []),
    reasons: accounts.map(({ reason, account }) => place(reason, account)),
    pages: accounts.map((each) => place(pageOf(each, base), each.account)),
    texts: texts.list,
  };
}

function failingControls(
  result: OrganizationResult,
  records: Iterable<OrganizationRecord>,
): ReadonlyMap<string, readonly number[]> {
  const nameOf = controlNamer(result);
  const places = new Map(result.controls.map((control, place) => [nameOf(control), place]));
  const fails = new Map<string, readonly number[]>();
  for (const { account, controls } of records) {
    const bad = controls.filter(isBad).flatMap((control) => places.get(nameOf(control)) ?? []);
    fails.set(account, bad);
  }
  return fails;
}

function isBad({ counts: { failed = 0, error = 0 } }: ControlRecord): boolean {
  return failed + error > 0;
}
