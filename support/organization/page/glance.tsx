import type { Element } from '../../evidence/page/jsx-runtime';
import { Fact, Meter, SeverityBadge, State } from '../../evidence/page/parts';
import { count, digits, SEVERITIES_DOWN } from '../../evidence/page/words';
import { formatInstant } from '../../report';
import type { OrganizationResult } from '../organization-result';
import { ACCOUNT_WORDS } from './data';
import { type Headline, notices, oldestReport } from './headline';

const LINKS = [
  ['accounts', 'Accounts'],
  ['controls', 'Controls'],
  ['remarks', 'Remarks'],
  ['run', 'Run'],
] as const;

/** A run, and what is said of it as a whole. */
export interface Said {
  readonly result: OrganizationResult;
  readonly headline: Headline;
}

/** What stays in sight: the verdict, and on how many accounts. */
export function TopBar({
  result: { counts, unreported, listed },
  headline: { tone, mark, title },
}: Said): Element {
  return (
    <div class="top-bar">
      <p class="identity">
        <strong class={`pill ${tone}`}>
          <span aria-hidden="true">{mark}</span> {title}
        </strong>
        <span class="account">{count(listed, 'account')}</span>
      </p>
      <nav aria-label="Sections">
        {counts.error + unreported.length > 0 && <a href="#errors">Errors</a>}
        {LINKS.map(([id, text]) => (
          <a href={`#${id}`}>{text}</a>
        ))}
      </nav>
    </div>
  );
}

/** The verdict, and on what. */
export function Banner({ result, headline: { tone, mark, title, detail } }: Said): Element {
  return (
    <div class={`banner ${tone}`}>
      {notices(result).map((notice) => (
        <p class="notice">{notice}</p>
      ))}
      <h1>
        <span class="mark" aria-hidden="true">
          {mark}
        </span>
        <span class="hidden">IAM credential audit of an organization: </span>
        {title}
      </h1>
      <p class="detail">
        {detail} <span class="exit">Exit code {result.exitCode}.</span>
      </p>
      {result.problems.length > 0 && <Problems problems={result.problems} />}
      <Facts result={result} />
    </div>
  );
}

function Problems({ problems }: { readonly problems: readonly string[] }): Element {
  return (
    <div class="problems">
      <h2>Why it could not check</h2>
      <ul>
        {problems.map((problem) => (
          <li>{problem}</li>
        ))}
      </ul>
    </div>
  );
}

function Facts({ result }: { readonly result: OrganizationResult }): Element {
  const { run, listed, excluded, accounts, sources } = result;
  const profiles = [...new Set(accounts.flatMap((account) => account.profiles))];
  return (
    <dl class="facts">
      <Fact name="Accounts listed" note={`${digits(excluded)} excluded`}>
        {digits(listed)}
      </Fact>
      <Fact name={profiles.length === 1 ? 'Profile' : 'Profiles'}>
        {profiles.join(', ') || 'none'}
      </Fact>
      <Fact name="Source">{Object.keys(sources).join(', ') || 'none'}</Fact>
      <Fact name="Oldest report when read">{oldestReport(result) ?? 'none'}</Fact>
      <Fact name="Run" note={`iamspec ${run.version}`}>
        <time datetime={formatInstant(run.startedAt)}>{formatInstant(run.startedAt)}</time>
      </Fact>
    </dl>
  );
}

/** How many accounts of each state. */
export function States({
  result: { counts, accounts },
}: {
  readonly result: OrganizationResult;
}): Element {
  const shares = ACCOUNT_WORDS.map(({ status, class: name }) => ({ name, share: counts[status] }));
  return (
    <section class="card statuses" aria-labelledby="states-title">
      <h2 id="states-title">{count(accounts.length, 'account')}</h2>
      <Meter shares={shares} whole={accounts.length} />
      <ul class="counts of-accounts">
        {ACCOUNT_WORDS.map((word) => (
          <li class={counts[word.status] === 0 ? 'none' : ''}>
            <strong>{digits(counts[word.status])}</strong>
            <State name={word.class} word={word} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** In how many accounts something failed, by how bad it is. */
export function Severities({ result }: { readonly result: OrganizationResult }): Element {
  const { accounts, failed } = result;
  const rows = SEVERITIES_DOWN.map((severity) => {
    const failing = accounts.filter((account) => (account.failed[severity] ?? 0) > 0).length;
    return { severity, failing, failures: failed[severity] };
  });
  const most = Math.max(1, ...rows.map(({ failing }) => failing));
  return (
    <section class="card" aria-labelledby="severities-title">
      <h2 id="severities-title">Failing accounts by severity</h2>
      <table class="severities">
        <thead>
          <tr>
            <th scope="col">Severity</th>
            <th scope="col" class="number">
              Accounts
            </th>
            <td />
            <th scope="col" class="number">
              Failures
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ severity, failing, failures }) => (
            <tr class={failing === 0 ? 'none' : ''}>
              <th scope="row">
                <SeverityBadge severity={severity} />
              </th>
              <td class="number large">{digits(failing)}</td>
              <td class="bar">
                <Meter shares={[{ name: 'failed', share: failing }]} whole={most} />
              </td>
              <td class="number">{digits(failures)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
