import { controlNamer, type OrganizationResult, SEVERITIES_DOWN } from '../../result';
import { Texts } from '../kit/texts';
import { visible } from '../kit/visible';
import { ACCOUNT_WORDS, type OrganizationData } from './data';
import { pageOf } from './links';

/** In the order of the result; `fails` are the places of controls by account. No text of it hides a character. */
export function encode(
  result: OrganizationResult,
  fails: ReadonlyMap<string, readonly number[]>,
  base: string,
): OrganizationData {
  const { accounts } = result;
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
