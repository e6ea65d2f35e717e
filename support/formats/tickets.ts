import { hash } from 'node:crypto';
import { exactInstant, formatInstant, type Instant } from '../report';
import {
  type AuditResult,
  count,
  cut,
  type Due,
  dueList,
  dueWithin,
  evidenceHeader,
  groupDue,
  SEVERITIES_DOWN,
  visible,
} from '../result';

/** Which Jira project the issues are for: Jira takes none without. */
export interface TicketsOptions {
  readonly project?: string | undefined;
}

/**
 * tickets.json: a ticket for each owner and control of what fails or soon falls due, with a key that stays
 * from run to run. `jira` are bodies of `POST /rest/api/3/issue/bulk`, `serviceNow` of
 * `POST /api/now/import/<staging table>/insertMultiple`, each as long as its API takes.
 * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-bulk-post
 * https://www.servicenow.com/docs/r/api-reference/rest-apis/c_ImportSetAPI.html
 */
export function tickets(result: AuditResult, { project = 'IAM' }: TicketsOptions = {}): string {
  const { accountId, asOf, mark } = evidenceHeader(result);
  const all = ticketsOf(result, mark);
  const document = {
    schemaVersion: 1,
    account: accountId ?? null,
    asOf: asOf === undefined ? null : formatInstant(asOf),
    run: result.run.id,
    tickets: all.map(({ list: _list, ...ticket }) => ticket),
    jira: inBodies(all, 50).map((some) => ({
      issueUpdates: some.map((ticket) => issue(ticket, project)),
    })),
    serviceNow: inBodies(all, 200).map((some) => ({ records: some.map(record) })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

interface Ticket {
  /** Of account, owner and control: the same failure is the same ticket. */
  readonly key: string;
  readonly owner: string;
  readonly ownerBy: string;
  readonly control: string;
  readonly severity: Due['severity'];
  readonly summary: string;
  /** The first date of all; null where something fails whatever the time is. */
  readonly dueAt: string | null;
  readonly subjects: readonly string[];
  readonly list: readonly Due[];
}

function ticketsOf(result: AuditResult, mark: string): readonly Ticket[] {
  const { overdue, upcoming } = dueList(result, dueWithin(result.run));
  return groupDue([...overdue, ...upcoming], 'owner')
    .flatMap(([, own]) => groupDue(own, 'control').map(([, list]) => ticket(list, mark)))
    .sort((a, b) => rank(a) - rank(b) || (a.key < b.key ? -1 : 1));
}

const rank = ({ severity }: Ticket) => SEVERITIES_DOWN.indexOf(severity);

const LONGEST = 250; // in Jira 255

function ticket(list: readonly Due[], mark: string): Ticket {
  const [first] = list;
  const { account = '', owner = '', ownerBy = '', control = '' } = first ?? {};
  const { severity = 'critical' } = first ?? {};
  const failing = list.filter(({ status }) => status === 'failed').length;
  const what = [
    ...(failing > 0 ? [`${count(failing, 'finding')} to mend`] : []),
    ...(list.length > failing ? [`${list.length - failing} due soon`] : []),
  ];
  return {
    key: keyOf([account, owner, control]),
    owner,
    ownerBy,
    control,
    severity,
    summary: cut(
      oneLine(`${mark}${control}: ${what.join(', ')}, owner ${owner} (AWS ${account})`),
      LONGEST,
    ),
    dueAt: firstDate(list),
    subjects: list.map(({ subject }) => subject),
    list,
  };
}

function keyOf(parts: readonly string[]): string {
  return `iamspec-${hash('sha256', JSON.stringify(parts)).slice(0, 32)}`;
}

function firstDate(list: readonly Due[]): string | null {
  const dates = list.map(({ dueAt }) => dueAt);
  const first = dates.reduce<Instant | undefined>(
    (least, date) => (date === undefined || (least ?? date) < date ? least : date),
    undefined,
  );
  return first === undefined ? null : exactInstant(first);
}

function inBodies<T>(list: readonly T[], most: number): readonly (readonly T[])[] {
  const bodies = Math.ceil(list.length / most);
  return Array.from({ length: bodies }, (_, at) => list.slice(at * most, (at + 1) * most));
}

const SHOWN = 20;

function lines({ list }: Ticket): readonly string[] {
  const more = list.length - SHOWN;
  return [
    ...list.slice(0, SHOWN).map(({ reason }) => oneLine(reason)),
    ...(more > 0 ? [`and ${more} more: see the evidence`] : []),
  ];
}

function fixes({ list }: Ticket): readonly string[] {
  return [...new Set(list.slice(0, SHOWN).map(({ fix }) => oneLine(fix)))].filter(Boolean);
}

function oneLine(text: string): string {
  return visible(text.replace(/\s+/g, ' ').trim());
}

function issue(ticket: Ticket, project: string): object {
  const { key, owner, control, severity, summary, dueAt } = ticket;
  return {
    fields: {
      project: { key: project },
      issuetype: { name: 'Task' },
      summary,
      labels: ['iamspec', key, severity],
      ...(dueAt !== null && { duedate: day(dueAt) }),
      description: {
        type: 'doc',
        version: 1,
        content: [
          paragraph(`Owner: ${oneLine(owner)}. Control: ${control}, ${severity}.`),
          { type: 'bulletList', content: lines(ticket).map(item) },
          ...fixes(ticket).map((text) => ({ type: 'codeBlock', content: [textNode(text)] })),
        ],
      },
    },
    properties: [{ key: 'iamspec', value: { key, owner, control } }],
  };
}

const textNode = (text: string) => ({ type: 'text', text });
const paragraph = (text: string) => ({ type: 'paragraph', content: [textNode(text)] });
const item = (text: string) => ({ type: 'listItem', content: [paragraph(text)] });

function record(ticket: Ticket): Readonly<Record<string, string>> {
  const { key, owner, control, severity, summary, dueAt } = ticket;
  return {
    correlation_id: key,
    correlation_display: 'iamspec',
    short_description: cut(summary, 160),
    description: [...lines(ticket), ...fixes(ticket).map((fix) => `Fix: ${fix}`)].join('\n'),
    priority: String(SEVERITIES_DOWN.indexOf(severity) + 1),
    due_date: dueAt === null ? '' : `${day(dueAt)} ${dueAt.slice(11, 19)}`,
    owner,
    control,
  };
}

function day(instant: string): string {
  return instant.slice(0, 'YYYY-MM-DD'.length);
}
