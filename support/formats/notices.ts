import { hash } from 'node:crypto';
import { formatInstant, type Instant } from '../report';
import { count, type Due, type DueList, groupDue } from '../result';
import { dueEntries, dueRecord } from './due-files';
import type { DueOptions } from './due-text';
import { markdownEscape } from './markdown-escape';

/** A message to one owner; nothing here sends it. */
export interface Notice {
  /** Without an ending, unique among the notices: `payments-example-com-3f9a1c2b`. */
  readonly fileName: string;
  readonly markdown: string;
  readonly json: string;
}

/** One for each owner of something that fails or falls due, nobody too: somebody must find one. */
export function notices({ overdue, upcoming }: DueList, { asOf }: DueOptions): readonly Notice[] {
  return groupDue([...overdue, ...upcoming], 'owner').map(([owner, list]) => {
    const failing = list.filter(({ status }) => status === 'failed');
    const due = list.filter(({ status }) => status !== 'failed');
    const message = { owner, subject: subjectLine(failing, due), failing, due, asOf };
    return { fileName: fileNameOf(owner), markdown: markdown(message), json: json(message) };
  });
}

function subjectLine(failing: readonly Due[], due: readonly Due[]): string {
  const accounts = [...new Set([...failing, ...due].map(({ account }) => account))];
  const [account] = accounts;
  const where = accounts.length === 1 ? `account ${account}` : count(accounts.length, 'account');
  const parts = [
    ...(failing.length > 0 ? [`${count(failing.length, 'finding')} to mend now`] : []),
    ...(due.length > 0 ? [`${due.length} due soon`] : []),
  ];
  return [`AWS IAM credentials of ${where}`, ...parts].join(', ');
}

interface Message {
  readonly owner: string;
  readonly subject: string;
  readonly failing: readonly Due[];
  readonly due: readonly Due[];
  readonly asOf: Instant;
}

function markdown({ owner, subject, failing, due, asOf }: Message): string {
  const section = (title: string, list: readonly Due[]) =>
    list.length === 0 ? [] : [`## ${title}`, dueEntries(list, asOf)];
  const paragraphs = [
    `# ${markdownEscape(subject)}`,
    `To: ${markdownEscape(owner)}`,
    `You answer for what is listed here, as of ${formatInstant(asOf)}. Who that is was told by ${rulesOf([...failing, ...due])}.`,
    ...section('To mend now', failing),
    ...section('Due soon', due),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

function rulesOf(list: readonly Due[]): string {
  return [...new Set(list.map(({ ownerBy }) => markdownEscape(ownerBy)))].join(', ');
}

function json({ owner, subject, failing, due, asOf }: Message): string {
  const notice = {
    schemaVersion: 1,
    to: owner,
    subject,
    asOf: formatInstant(asOf),
    overdue: failing.map(dueRecord),
    due: due.map(dueRecord),
  };
  return `${JSON.stringify(notice, null, 2)}\n`;
}

const LONGEST_NAME = 60;

// Owners are what people wrote into tags: no path, and two that look alike are two files.
function fileNameOf(owner: string): string {
  const words = owner
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_NAME)
    .replace(/^-|-$/g, '');
  return [...(words === '' ? [] : [words]), hash('sha256', owner).slice(0, 8)].join('-');
}
