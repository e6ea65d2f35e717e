import { type ControlRecord, controlNamer, count, digits } from '../../result';
import type { Child, Element } from '../kit/jsx-runtime';
import { Heads, Lines, SeverityBadge } from '../kit/parts';
import { pageOf } from './links';
import type { Placed } from './lists';
import type { FailingAccount, Recorded } from './read-records';

/** How many accounts stand in the card. */
export const MOST = 7;
const MOST_CONTROLS = 3;
const MOST_OWNERS = 8;
const [SINCE, DUE] = ['Failing since', 'Due'];

/** Who must do what, by when: the worst accounts, and whose most of it is. */
export function TodoCard({
  result,
  base,
  recorded: { worst, owners },
}: Placed & { readonly recorded: Recorded }): Element | false {
  if (worst.length === 0) return false;
  const nameOf = controlNamer(result);
  return (
    <section id="todo" class="card" aria-labelledby="todo-title">
      <h2 id="todo-title">Who must do what, by when</h2>
      <p class="told">
        {digits(result.counts.failed)} of {count(result.accounts.length, 'account')} fail; the worst
        first, each with its fixes on its own page.
      </p>
      {owners.length > 0 && (
        <Lines
          class="owners"
          lines={owners.map(([name, users]) => (
            <>
              <bdi>{name}</bdi> <strong>{count(users, 'failing user')}</strong>
            </>
          ))}
          most={MOST_OWNERS}
        />
      )}
      <table class="todo">
        <Heads names={['Account', 'What', 'Owners', SINCE, DUE]} />
        <tbody>
          {worst.map((each) => (
            <Row failing={each} base={base} nameOf={nameOf} />
          ))}
        </tbody>
      </table>
      <p class="more">
        <span class="live" data-jump="accounts?state=failed">
          All {count(result.counts.failed, 'account')} that{' '}
          {result.counts.failed === 1 ? 'fails' : 'fail'}
        </span>
      </p>
    </section>
  );
}

function Row({
  failing: { account, controls, todo },
  base,
  nameOf,
}: {
  readonly failing: FailingAccount;
  readonly base: string;
  readonly nameOf: (control: ControlRecord) => string;
}): Element {
  const href = pageOf(account, base);
  const more = controls.length - MOST_CONTROLS;
  return (
    <tr>
      <th scope="row">
        {href === undefined ? account.account : <a href={href}>{account.account}</a>}{' '}
        <bdi>{account.name}</bdi>
      </th>
      <td class="what">
        <Lines
          lines={controls.slice(0, MOST_CONTROLS).map((control) => (
            <>
              {control.severity && <SeverityBadge severity={control.severity} />}{' '}
              <bdi>{nameOf(control)}</bdi> {digits(control.counts.failed ?? 0)}
            </>
          ))}
        />
        {more > 0 && <small>and {count(more, 'control')} more</small>}
      </td>
      <td>{ownersOf(todo)}</td>
      <td data-label={SINCE}>{todo?.failingSince?.slice(0, DAY) ?? <small>not known</small>}</td>
      <td data-label={DUE}>
        <strong class="now">now</strong>
        {todo?.nextDue !== undefined && <small> next {todo.nextDue.slice(0, DAY)}</small>}
      </td>
    </tr>
  );
}

const DAY = 'YYYY-MM-DD'.length;

function ownersOf(todo: FailingAccount['todo']): Child {
  return (todo?.owners ?? []).map(({ name, users }, place) => (
    <>
      {place > 0 && ', '}
      <bdi>{name}</bdi> {digits(users)}
    </>
  ));
}
