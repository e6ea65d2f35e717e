import { type Child, type Element, jsx } from '../../evidence/page/jsx-runtime';
import { Fact, Section } from '../../evidence/page/parts';
import { count } from '../../evidence/page/words';
import { formatInstant } from '../../report';
import type { AccountSummary, OrganizationResult } from '../organization-result';
import { pageOf } from './links';

/** Accounts listed one by one; the table of accounts holds the rest. */
const MOST = 200;

/** What the parts of the page that lead on are told. */
export interface Placed {
  readonly result: OrganizationResult;
  /** See `pageOf`. */
  readonly base: string;
}

/** Accounts that could not be checked or were not reported, and why: before all else. */
export function Errors({ result: { accounts, unreported }, base }: Placed): Element {
  const errors = accounts.filter(({ status }) => status === 'error');
  return (
    <Section
      id="errors"
      title={`Could not check (${errors.length + unreported.length})`}
      lead="Nothing is known of these accounts. Resume the run to try them again; what is finished is not read again."
    >
      <div class="card">
        {errors.length > 0 && <Listed accounts={errors} base={base} />}
        {unreported.length > 0 && <Unreported unreported={unreported} />}
      </div>
    </Section>
  );
}

function Unreported({ unreported }: Pick<OrganizationResult, 'unreported'>): Element {
  return (
    <ul class="remarks">
      {unreported.slice(0, MOST).map(({ id, name }) => (
        <li>
          {id} <bdi>{name}</bdi> was not reported.
        </li>
      ))}
      {unreported.length > MOST && <li>and {unreported.length - MOST} more</li>}
    </ul>
  );
}

/** Accounts with a sentence each. */
export function Listed({
  accounts,
  base,
}: {
  readonly accounts: readonly AccountSummary[];
  readonly base: string;
}): Element {
  if (accounts.length === 0) return <p class="none">None.</p>;
  const more = accounts.length - MOST;
  return (
    <>
      <table class="listed">
        <thead>
          <tr>
            {['Account', 'Name', ...(hasUnits(accounts) ? ['Unit'] : [])].map((head) => (
              <th scope="col">{head}</th>
            ))}
            <th scope="col" class="of-why">
              Why
            </th>
          </tr>
        </thead>
        <tbody>
          {accounts.slice(0, MOST).map((account) => (
            <Row account={account} base={base} hasUnit={hasUnits(accounts)} />
          ))}
        </tbody>
      </table>
      {more > 0 && <p class="lead">and {count(more, 'account')} more: see the table of accounts</p>}
    </>
  );
}

/** Tells whether units are known: they are where the run asked for them. */
export function hasUnits(accounts: readonly AccountSummary[]): boolean {
  return accounts.some(({ ou }) => ou !== undefined);
}

function Row({
  account,
  base,
  hasUnit,
}: {
  readonly account: AccountSummary;
  readonly base: string;
  readonly hasUnit: boolean;
}): Element {
  return (
    <tr>
      <th scope="row">
        <AccountLink account={account} base={base} />
      </th>
      <td>
        <bdi>{account.name}</bdi>
      </td>
      {hasUnit && (
        <td>
          <bdi>{account.ou ?? '–'}</bdi>
        </td>
      )}
      <td class="reason">{account.reason}</td>
    </tr>
  );
}

/** The id of an account, leading to its own page. */
function AccountLink({
  account,
  base,
}: {
  readonly account: AccountSummary;
  readonly base: string;
}): Element {
  const href = pageOf(account, base);
  // The account's page has no links to other files, so its elements know none.
  return href === undefined ? (
    <span>{account.account}</span>
  ) : (
    jsx('a', { href, children: account.account })
  );
}

/** Accounts that nobody could enter, patterns that matched nothing, and the like. */
export function Remarks({ result, base }: Placed): Element {
  const skipped = result.accounts.filter(({ status }) => status === 'skipped');
  const isSilent = skipped.length === 0 && result.notes.length === 0;
  return (
    <Section id="remarks" title="Remarks">
      {isSilent && <p class="card">Nothing to remark: no account was left out.</p>}
      {result.notes.length > 0 && <Notes notes={result.notes} />}
      {skipped.length > 0 && (
        <Card title={`Not audited (${skipped.length})`}>
          <Listed accounts={skipped} base={base} />
        </Card>
      )}
    </Section>
  );
}

function Notes({ notes }: { readonly notes: readonly string[] }): Element {
  return (
    <Card title="Notes">
      <ul class="remarks">
        {notes.map((note) => (
          <li>{note}</li>
        ))}
      </ul>
    </Card>
  );
}

function Card({ title, children }: { readonly title: string; readonly children?: Child }): Element {
  return (
    <div class="card">
      <h3>{title}</h3>
      {children}
    </div>
  );
}

/** What ran: enough to run it again. */
export function Run({ result }: { readonly result: OrganizationResult }): Element {
  const { run, exitCode } = result;
  return (
    <Section id="run" title="This run">
      <dl class="card run">
        <Fact name="Id">{run.id}</Fact>
        <Fact name="Started">{formatInstant(run.startedAt)}</Fact>
        <Fact name="iamspec">
          {run.version}
          {run.commit !== undefined && `, commit ${run.commit}`}
        </Fact>
        <Fact name="Exit code">{exitCode}</Fact>
        {Object.entries(run.settings).map(([name, value]) => (
          <Fact name={name}>{value}</Fact>
        ))}
      </dl>
    </Section>
  );
}
