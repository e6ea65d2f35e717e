import { distance } from 'fastest-levenshtein';
import { ConfigurationError, hint, type Verdict } from '../control';
import { formatInstant, type Root, type User } from '../report';
import {
  type AuditResult,
  type ControlResult,
  countByStatus,
  sourceLabel,
  visible,
} from '../result';

const NEAREST = 10; // of the 5,000 that an account can have

/**
 * Every verdict on one user, for a terminal, and what could not be checked for anybody. `user` is a
 * name, a label or an ARN. It throws ConfigurationError with the nearest names where it is unknown.
 */
export function explanation(result: AuditResult, user: string): string {
  const whose = findUser(result, user);
  const own = result.results
    .map((each) => ({ result: each, verdicts: each.verdicts.filter(isAbout(whose)) }))
    .filter(({ verdicts }) => verdicts.length > 0);
  const sections = [
    header(result, whose),
    ...own.map((each) => controlText(each.result, each.verdicts)),
    closing(own.flatMap(({ verdicts }) => verdicts)),
  ];
  return `${sections.join('\n\n')}\n`;
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

function controlText(result: ControlResult, verdicts: readonly Verdict[]): string {
  const { profile, id, severity, about, requirements } = result;
  const where = profile === undefined ? `${id} (plain test)` : `${profile} › ${id}`;
  const title = about === undefined ? '' : `: ${about.title}`;
  const serves = requirements.length > 0 ? [`  Requirements: ${requirements.join(', ')}`] : [];
  return [
    visible(`${where}${severity === undefined ? '' : ` (${severity})`}${title}`),
    ...serves.map(visible),
    ...verdicts.flatMap(verdictLines),
  ].join('\n');
}

const STATUS = {
  passed: 'passed',
  failed: 'FAILED',
  error: 'COULD NOT CHECK',
  waived: 'waived',
  notApplicable: 'not applicable',
  notReviewed: 'NOT REVIEWED',
} as const;

function verdictLines(verdict: Verdict): readonly string[] {
  const { status, subject, fix, waiver } = verdict;
  const reason = reasonAlone(verdict);
  const about = reason.startsWith(subject) ? '' : `${subject}: `;
  const name = status === 'waived' ? 'Waiver' : 'Expired waiver';
  return [
    `  ${STATUS[status]}  ${visible(`${about}${reason}`)}`,
    ...(fix === undefined ? [] : [`    Fix: ${visible(fix)}`]),
    ...(waiver === undefined ? [] : [`    ${name}: ${visible(describe(waiver))}`]),
  ];
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
  const { passed, failed, waived, notApplicable, notReviewed, error } = countByStatus(verdicts);
  return `${passed} passed, ${failed} failed, ${waived} waived, ${notApplicable} not applicable, ${error} could not be checked, ${notReviewed} not reviewed.`;
}
