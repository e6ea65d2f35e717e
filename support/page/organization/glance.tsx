import { count, digits, type OrganizationResult, profilesOf, SEVERITIES_DOWN } from '../../result';
import { Counts, Header, type Headline, RunFact, Severities } from '../kit/glance';
import type { Element } from '../kit/jsx-runtime';
import { Fact } from '../kit/parts';
import { ACCOUNT_WORDS } from './data';
import { notices, oldestReport } from './headline';

/** Whether there are accounts of which nothing is known. */
export function hasErrors({ counts, unreported }: OrganizationResult): boolean {
  return counts.error + unreported.length > 0;
}

/** The verdict, and on what. */
export function OrganizationHeader({
  result,
  headline,
  sections,
}: {
  readonly result: OrganizationResult;
  readonly headline: Headline;
  readonly sections: readonly (readonly [id: string, name: string])[];
}): Element {
  return (
    <Header
      headline={headline}
      outcome={result}
      about={count(result.listed, 'account')}
      audited="IAM credential audit of an organization"
      sections={sections}
      notices={notices(result)}
    >
      <Facts result={result} />
    </Header>
  );
}

function Facts({ result }: { readonly result: OrganizationResult }): Element {
  const { run, listed, excluded, sources } = result;
  const profiles = profilesOf(result);
  return (
    <>
      <Fact name="Accounts listed" note={`${digits(excluded)} excluded`}>
        {digits(listed)}
      </Fact>
      <Fact name={profiles.length === 1 ? 'Profile' : 'Profiles'}>
        {profiles.join(', ') || 'none'}
      </Fact>
      <Fact name="Source">{Object.keys(sources).join(', ') || 'none'}</Fact>
      <Fact name="Oldest report when read">{oldestReport(result) ?? 'none'}</Fact>
      <RunFact run={run} />
    </>
  );
}

/** How many accounts of each state. */
export function States({
  result: { counts, accounts },
}: {
  readonly result: OrganizationResult;
}): Element {
  return (
    <Counts
      id="states"
      title={count(accounts.length, 'account')}
      class="of-accounts"
      counts={ACCOUNT_WORDS.map((word) => ({
        name: word.class,
        word,
        number: counts[word.status],
      }))}
    />
  );
}

/** In how many accounts something failed, by how bad it is. */
export function FailingAccounts({
  result: { accounts, failed },
}: {
  readonly result: OrganizationResult;
}): Element {
  return (
    <Severities
      of="accounts"
      rows={SEVERITIES_DOWN.map((severity) => ({
        severity,
        failing: accounts.filter((account) => (account.failed[severity] ?? 0) > 0).length,
        failures: failed[severity],
      }))}
    />
  );
}
