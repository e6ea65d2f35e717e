import { type AccountSummary, count, hasUnits, type OrganizationResult } from '../../result';
import { Run } from '../kit/glance';
import type { Child, Element } from '../kit/jsx-runtime';
import { Heads, Lines, Section } from '../kit/parts';
import { pageOf } from './links';

const MOST = 200; // accounts; their table holds the rest

/** What parts that lead on are told; the base is that of `pageOf`. */
export interface Placed {
  readonly result: OrganizationResult;
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
        {unreported.length > 0 && (
          <Lines
            class="remarks"
            lines={unreported.map(({ id, name }) => (
              <>
                {id} <bdi>{name}</bdi> was not reported.
              </>
            ))}
            most={MOST}
          />
        )}
      </div>
    </Section>
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
  const hasUnit = hasUnits(accounts);
  return (
    <>
      <table class="listed">
        <Heads names={['Account', 'Name', ...(hasUnit ? ['Unit'] : []), 'Why']} />
        <tbody>
          {accounts.slice(0, MOST).map((account) => (
            <Row account={account} base={base} hasUnit={hasUnit} />
          ))}
        </tbody>
      </table>
      {more > 0 && <p class="lead">and {count(more, 'account')} more: see the table of accounts</p>}
    </>
  );
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
  const href = pageOf(account, base);
  return (
    <tr>
      <th scope="row">
        {href === undefined ? <span>{account.account}</span> : <a href={href}>{account.account}</a>}
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

/** Whether there is anything to remark. */
export function hasRemarks({ accounts, notes }: OrganizationResult): boolean {
  return notes.length > 0 || accounts.some(({ status }) => status === 'skipped');
}

/** Accounts that nobody could enter, patterns that matched nothing, and the like. */
export function Remarks({ result, base }: Placed): Element {
  const skipped = result.accounts.filter(({ status }) => status === 'skipped');
  return (
    <Section id="remarks" title="Remarks">
      {result.notes.length > 0 && (
        <Card title="Notes">
          <Lines class="remarks" lines={result.notes} />
        </Card>
      )}
      {skipped.length > 0 && (
        <Card title={`Not audited (${skipped.length})`}>
          <Listed accounts={skipped} base={base} />
        </Card>
      )}
    </Section>
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
export function ThisRun({ result }: { readonly result: OrganizationResult }): Element {
  const { run } = result;
  return (
    <Run title="This run" run={run} outcome={result} settings={Object.entries(run.settings)} />
  );
}
