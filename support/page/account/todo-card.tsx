import { DAY, formatInstant, type Instant } from '../../report';
import {
  type AuditResult,
  type Changes,
  changesText,
  count,
  digits,
  dueWithin,
  inDays,
  named,
  splitFix,
  totalOf,
  utcDay,
} from '../../result';
import type { Child, Element } from '../kit/jsx-runtime';
import { Heads, Lines, SeverityBadge } from '../kit/parts';
import { visible } from '../kit/visible';
import type { Task, Todo } from './todo';

const MOST = 8; // rows: all before one scrolls, at 1280 x 800
const MOST_DUE = 3;
const MOST_OWNERS = 8;
const [SINCE, DUE] = ['Failing since', 'Due'];

/** Who must do what, by when: what a manager opens the page for. */
export function TodoCard({
  result,
  todo,
}: {
  readonly result: AuditResult;
  readonly todo: Todo;
}): Element | false {
  const due = todo.due.slice(0, MOST_DUE);
  const failing = todo.failing.slice(0, MOST - due.length);
  if (failing.length + due.length === 0) return false;
  const failures = totalOf(result).failed;
  const asOf = result.audited?.report.asOf ?? 0;
  const row = (task: Task, isDue: boolean) => (
    <Row result={result} task={task} byOwner={todo.byOwner} isDue={isDue} asOf={asOf} />
  );
  return (
    <section id="todo" class="card" aria-labelledby="todo-title">
      <h2 id="todo-title">Who must do what, by when</h2>
      <p class="told">{toldOf(result, todo)}</p>
      {result.changes && <News changes={result.changes} />}
      {todo.byOwner && todo.owners.length > 0 && <Owners owners={todo.owners} />}
      <table class="todo">
        <Heads names={[todo.byOwner ? 'Owner' : 'User', 'What', 'Fix', SINCE, DUE]} />
        <tbody>
          {failing.map((task) => row(task, false))}
          {due.map((task) => row(task, true))}
        </tbody>
      </table>
      <p class="more">
        {failures > 0 && (
          <a href="#failures">All {count(failures, 'failure')}, with the commands</a>
        )}
        {todo.due.length > 0 && (
          <span class="live" data-jump="users?status=due&sort=due">
            All that falls due
          </span>
        )}
      </p>
    </section>
  );
}

function toldOf(result: AuditResult, { failingUsers, dueCredentials }: Todo): string {
  const { audited } = result;
  const users = count(audited?.report.users.length ?? 0, 'user');
  const fail = failingUsers === 1 ? 'fails' : 'fail';
  const fall = dueCredentials === 1 ? 'falls' : 'fall';
  const due = `${count(dueCredentials, 'credential')} ${fall} due within ${inDays(dueWithin(result.run))}`;
  return `${digits(failingUsers)} of ${users} ${fail}; ${due}.`;
}

const MOST_NEW = 5;

/** What is new since the run that this one was compared with: what is old news is known. */
function News({ changes }: { readonly changes: Changes }): Element {
  const { shown, more } = named(changes.new, MOST_NEW);
  return (
    <p class="told">
      {changesText(changes)}.{shown.length > 0 && ' New: '}
      {shown.map(({ subject, control }, place) => (
        <>
          {place > 0 && ', '}
          <bdi>{subject}</bdi> ({control})
        </>
      ))}
      {more > 0 && ` and ${digits(more)} more`}
    </p>
  );
}

function Owners({ owners }: Pick<Todo, 'owners'>): Element {
  return (
    <Lines
      class="owners"
      lines={owners.map(([owner, users]) => (
        <>
          <span
            data-jump={`users?${new URLSearchParams({ owner: visible(owner), status: 'failed' })}`}
          >
            <bdi>{owner}</bdi>
          </span>{' '}
          <strong>{digits(users)}</strong>
        </>
      ))}
      most={MOST_OWNERS}
    />
  );
}

function Row({
  result: { results },
  task,
  byOwner,
  isDue,
  asOf,
}: {
  readonly result: AuditResult;
  readonly task: Task;
  readonly byOwner: boolean;
  readonly isDue: boolean;
  readonly asOf: Instant;
}): Element {
  const { who, severity, control, dueAt } = task;
  const { id = '', about } = results[control] ?? {};
  const title = about?.title ?? id;
  return (
    <tr>
      <th scope="row">
        <bdi>{who}</bdi>
      </th>
      <td class="what">
        <SeverityBadge severity={severity} />{' '}
        {isDue ? title : <a href={`#failures-${control}`}>{title}</a>}
        <small>{byOwner ? whom(task) : besides(task)}</small>
      </td>
      <td>{splitFix(about?.remediation ?? '').words.replace(/:$/, '.')}</td>
      <td {...(!isDue && { 'data-label': SINCE })}>
        {!isDue &&
          (dueAt === undefined ? (
            <small>not known</small>
          ) : (
            <When at={dueAt} note={daysOf(asOf - dueAt)} />
          ))}
      </td>
      <td data-label={DUE}>
        {isDue && dueAt !== undefined ? (
          <When at={dueAt} note={until(dueAt - asOf)} />
        ) : (
          <strong class="now">now</strong>
        )}
      </td>
    </tr>
  );
}

function whom({ names, users, credentials }: Task): Child {
  const more = users - names.length;
  const number = credentials > users ? `${count(credentials, 'credential')} of ` : '';
  return (
    <>
      {number}
      {names.map((name, place) => (
        <>
          {place > 0 && ', '}
          <bdi>{name}</bdi>
        </>
      ))}
      {more > 0 && ` and ${digits(more)} more`}
    </>
  );
}

function besides({ controls }: Task): Child {
  return controls > 1 && `and ${count(controls - 1, 'control')} more`;
}

function until(milliseconds: number): string {
  return `${milliseconds < DAY ? 'within' : 'in'} ${daysOf(milliseconds)}`;
}

// In whole days; less than one is `a day`.
function daysOf(milliseconds: number): string {
  const days = Math.floor(milliseconds / DAY);
  return days === 0 ? 'a day' : count(days, 'day');
}

function When({ at, note }: { readonly at: Instant; readonly note: string }): Element {
  return (
    <>
      <time datetime={formatInstant(at)}>{utcDay(at)}</time> <small>{note}</small>
    </>
  );
}
