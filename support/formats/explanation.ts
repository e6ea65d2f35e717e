import { distance } from 'fastest-levenshtein';
import { ConfigurationError, hint, type Status, type Verdict } from '../control';
import { formatInstant, type Root, type User } from '../report';
import {
  type AuditResult,
  type ControlResult,
  countByStatus,
  STATUS_WORDS,
  sourceLabel,
  visible,
} from '../result';
import { verdictsNdjson } from './verdicts-ndjson';

const NEAREST = 10; // of the 5,000 that an account can have

/**
 * Every verdict on one user, for a terminal, and what could not be checked for anybody. `user` is a
 * name, a label or an ARN. It throws ConfigurationError with the nearest names where it is unknown.
 */
export function explanation(result: AuditResult, user: string): string {
  const whose = findUser(result, user);
  const own = resultsAbout(result, whose);
  const sections = [
    header(result, whose),
    ...own.map(controlText),
    closing(own.flatMap(({ verdicts }) => verdicts)),
  ];
  return `${sections.join('\n\n')}\n`;
}

/**
 * The same for programs: whose it is, counts by status, and `verdicts` as verdicts.ndjson has them. It throws as
 * `explanation` does.
 */
export function explanationJson(result: AuditResult, user: string): string {
  const whose = findUser(result, user);
  const own = resultsAbout(result, whose);
  const { audited } = result;
  const told = {
    schemaVersion: 1,
    account: audited?.report.accountId ?? null,
    source: audited ? sourceLabel(audited) : null,
    asOf: audited ? formatInstant(audited.report.asOf) : null,
    user: {
      name: whose.label,
      arn: whose.arn,
      created: whose.row ? formatInstant(whose.row.createdAt) : null,
    },
    counts: countByStatus(own.flatMap(({ verdicts }) => verdicts)),
    verdicts: [...verdictsNdjson({ ...result, results: own })].map((line) => JSON.parse(line)),
  };
  return `${JSON.stringify(told, undefined, 2)}\n`;
}

function resultsAbout({ results }: AuditResult, whose: Whose): readonly ControlResult[] {
  return results
    .map((each) => ({ ...each, verdicts: each.verdicts.filter(isAbout(whose)) }))
    .filter(({ verdicts }) => verdicts.length > 0);
}

type Whose = Pick<User | Root, 'label' | 'arn'> & { readonly row: User | Root | undefined };

function findUser({ audited, results, problems }: AuditResult, wanted: string): Whose {
  if (!audited) throw new ConfigurationError(['No report could be had.', ...problems]);
  const { root, users } = audited.report;
  const known = new Map<string, Whose>(
    [root, ...users].map((row) => [row.label, { label: row.label, arn: row.arn, row }]),
  );
  for (const { arn, subject } of results.flatMap(({ verdicts }) => verdicts)) {
    const label = subject.split(' / ')[0] ?? subject;
    if (arn === undefined || arn === root.arn || known.has(label)) continue;
    known.set(label, { label, arn, row: undefined });
  }
  const name = wanted === 'root' && !known.has('root') ? root.label : wanted;
  const lower = name.toLowerCase();
  const all = [...known.values()];
  const found =
    known.get(name) ??
    all.find(({ arn }) => arn === name) ??
    // IAM user names are unique without regard to case.
    all.find(({ label }) => label.toLowerCase() === lower) ??
    known.get(name.split(' / ')[0] ?? name);
  if (found) return found;
  throw new ConfigurationError([unknown(wanted, [...known.keys()])]);
}

function unknown(wanted: string, labels: readonly string[]): string {
  const nearest = [...labels]
    .sort((a, b) => distance(wanted, a) - distance(wanted, b))
    .slice(0, NEAREST);
  const more = labels.length - nearest.length;
  const others = more > 0 ? ` And ${more} more.` : '';
  return visible(`There is no user "${wanted}" in the report.${hint(wanted, nearest)}${others}`);
}

// Errors and gaps of a whole control are about everybody.
function isAbout({ arn, row }: Whose) {
  return (verdict: Verdict): boolean => {
    if (verdict.arn === undefined) return verdict.status !== 'notApplicable';
    return verdict.arn === arn && !(row?.kind === 'root' && verdict.subject === 'account');
  };
}

function header({ audited }: AuditResult, { label, arn, row }: Whose): string {
  const lines = [`${visible(label)}  ${visible(arn)}`];
  if (audited) {
    const { accountId, asOf } = audited.report;
    lines.push(`Account ${accountId}, ${sourceLabel(audited)}, as of ${formatInstant(asOf)}`);
  }
  lines.push(row ? `Created ${formatInstant(row.createdAt)}` : 'Not in the credential report');
  return lines.join('\n');
}

function controlText(result: ControlResult): string {
  const { profile, id, severity, about, requirements, verdicts } = result;
  const where = profile === undefined ? `${id} (plain test)` : `${profile} › ${id}`;
  const title = about === undefined ? '' : `: ${about.title}`;
  const serves = requirements.length > 0 ? [`  Requirements: ${requirements.join(', ')}`] : [];
  return [
    visible(`${where}${severity === undefined ? '' : ` (${severity})`}${title}`),
    ...serves.map(visible),
    ...verdicts.flatMap(verdictLines),
  ].join('\n');
}

function verdictLines(verdict: Verdict): readonly string[] {
  const { status, subject, fix, waiver } = verdict;
  const reason = reasonAlone(verdict);
  const about = reason.startsWith(subject) ? '' : `${subject}: `;
  const name = status === 'waived' ? 'Waiver' : 'Expired waiver';
  return [
    `  ${statusText(status)}  ${visible(`${about}${reason}`)}`,
    ...(fix === undefined ? [] : [`    Fix: ${visible(fix)}`]),
    ...(waiver === undefined ? [] : [`    ${name}: ${visible(describe(waiver))}`]),
  ];
}

// What somebody has to look at is loud.
function statusText(status: Status): string {
  const { label } = STATUS_WORDS[status];
  const isLoud = status === 'failed' || status === 'error' || status === 'notReviewed';
  return isLoud ? label.toUpperCase() : label;
}

const NOT_REVIEWED = 'Not reviewed: ';

function reasonAlone({ status, reason }: Verdict): string {
  const twice = status === 'notReviewed' && reason.startsWith(NOT_REVIEWED);
  return twice ? reason.slice(NOT_REVIEWED.length) : reason;
}

function describe(waiver: NonNullable<Verdict['waiver']>): string {
  const { reason, owner, approvedBy, ticket, expires } = waiver;
  const link = ticket === undefined ? '' : `, ${ticket}`;
  return `until ${formatInstant(expires)}, owner ${owner}, approved by ${approvedBy}${link}: ${reason}`;
}

function closing(verdicts: readonly Verdict[]): string {
  const counts = countByStatus(verdicts);
  return `${SAID.map((status) => `${counts[status]} ${STATUS_WORDS[status].label}`).join(', ')}.`;
}

const SAID = ['passed', 'failed', 'waived', 'notApplicable', 'error', 'notReviewed'] as const;
