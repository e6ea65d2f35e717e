import type { Measure } from '../control';
import {
  recommendations,
  type SummaryAccount,
  type SummaryFinding,
  type SummaryJson,
  type SummaryVerdict,
  type SummaryWaiver,
} from '../result';

/** A summary without names; `key` undoes the pseudonyms: keep it to yourself. */
export interface Pseudonymized {
  readonly summary: SummaryJson;
  readonly key: Readonly<Record<string, string>>;
}

/** In place of a text that may name anybody. */
export const WITHHELD = '(withheld)';

/**
 * Replaces users, ARNs, account ids, and the people and tickets of waivers, the same everywhere. No
 * sentence is searched for names, since a user may be called `a` or `key`: what can hold one is
 * built anew from its parts, or withheld. What controls and profiles say of themselves is kept,
 * your own too: call none after a customer or a project.
 */
export function pseudonymize(summary: SummaryJson): Pseudonymized {
  const names = new Names(summary.account);
  const { couldNotCheck, notReviewed, findings, waived, waiversEnding, waiversStale } = summary;
  const parts = {
    problems: summary.problems.map(() => WITHHELD),
    couldNotCheck: couldNotCheck.map((each) => hideVerdict(each, names, UNCHECKED)),
    notReviewed: notReviewed.map((each) => hideVerdict(each, names, UNREVIEWED)),
    findings: findings.map((each) => hideFinding(each, names)),
    waived: waived.map((each) => hideWaived(each, names)),
    waiversEnding: waiversEnding.map((each) => hideWaiver(each, names)),
    waiversStale: waiversStale.map((each) => hideWaiver(each, names)),
    unmatchedLists: summary.unmatchedLists.map((each) => names.of('pattern', each)),
    account: hideAccount(summary.account, names),
  };
  return {
    summary: { ...summary, ...parts, recommendations: recommendations(parts) },
    key: Object.fromEntries(names.key),
  };
}

type Waived = SummaryJson['waived'][number];

type Kind = 'account' | 'user' | 'subject' | 'credential' | 'person' | 'ticket' | 'pattern';

class Names {
  readonly key = new Map<string, string>();
  readonly waived = new Map<string, string>();
  private readonly known = new Map<string, string>();
  private readonly counts = new Map<Kind, number>();
  private readonly account: SummaryAccount | null;

  constructor(account: SummaryAccount | null) {
    this.account = account;
  }

  of(kind: Kind, real: string): string {
    const known = this.known.get(`${kind} ${real}`);
    if (known !== undefined) return known;
    const count = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, count);
    // Of one length, so that none begins with another.
    const pseudonym = `${kind}-${String(count).padStart(4, '0')}`;
    this.known.set(`${kind} ${real}`, pseudonym);
    this.key.set(pseudonym, real);
    return pseudonym;
  }

  arn(user: string): string {
    const { partition = 'aws', id = '' } = this.account ?? {};
    const whose = user === ROOT ? 'root' : `user/${user}`;
    return `arn:${partition}:iam::${this.of('account', id)}:${whose}`;
  }
}

const ROOT = '<root_account>';
const UNCHECKED = 'could not be checked, why is withheld.';
const UNREVIEWED = 'not reviewed, why is withheld.';

function hideAccount(account: SummaryAccount | null, names: Names): SummaryAccount | null {
  if (!account) return null;
  // The address of an endpoint may tell whose it is.
  const source = account.source.startsWith('not AWS') ? 'not AWS' : account.source;
  return { ...account, id: names.of('account', account.id), source };
}

function hideFinding(finding: SummaryFinding, names: Names): SummaryFinding {
  const subjects = finding.subjects.map((verdict) => {
    const hidden = hideVerdict(verdict, names);
    const whom = hidden.user ?? hidden.subject;
    return { ...hidden, fix: finding.remediation?.replaceAll('<user>', whom) ?? hidden.fix };
  });
  return { ...finding, subjects };
}

function hideVerdict(verdict: SummaryVerdict, names: Names, what?: string): SummaryVerdict {
  const user = hideUser(verdict.user, names);
  const subject = hideLabel(verdict, user, names);
  const arn = verdict.arn === null ? null : names.arn(user ?? ROOT);
  if (arn !== null && verdict.arn !== null) names.key.set(arn, verdict.arn);
  const measured = hideMeasure(verdict.measured, verdict.user, user);
  const limit = hideMeasure(verdict.limit, verdict.user, user);
  const reason = `${subject}: ${what ?? `found ${measured}, the limit is ${limit}.`}`;
  const fix = verdict.fix === null ? null : WITHHELD;
  const owner =
    verdict.owner === null || verdict.owner === 'nobody'
      ? verdict.owner
      : names.of('person', verdict.owner);
  const ownerBy = verdict.ownerBy === null ? null : hideRule(verdict.ownerBy);
  return { ...verdict, subject, user, arn, measured, limit, reason, fix, owner, ownerBy };
}

// Which kind of rule: paths, patterns and classes can be called after anybody.
function hideRule(by: string): string {
  return by.startsWith('no rule') ? by : (by.split(' ')[0] ?? WITHHELD);
}

function hideUser(user: string | null, names: Names): string | null {
  return user === null || user === ROOT ? user : names.of('user', user);
}

const OF_NOBODY = ['account', 'all subjects', 'no subject', 'credential report', 'control file'];
const CREDENTIAL =
  /^(?:password|(?:access key|signing certificate) [12]|[a-z0-9-]+\.amazonaws\.com \d+)$/;

function hideLabel({ subject, user }: SummaryVerdict, hidden: string | null, names: Names): string {
  if (user === null || hidden === null) {
    return OF_NOBODY.includes(subject) ? subject : names.of('subject', subject);
  }
  if (subject === user) return hidden;
  if (!subject.startsWith(`${user} / `)) return names.of('subject', subject);
  const credential = subject.slice(user.length + 3);
  const shown = CREDENTIAL.test(credential) ? credential : names.of('credential', credential);
  return `${hidden} / ${shown}`;
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

function hideMeasure(
  measure: Measure | null,
  user: string | null,
  hidden: string | null,
): Measure | null {
  if (typeof measure !== 'string') return measure;
  if (measure === user) return hidden;
  return INSTANT.test(measure) ? measure : WITHHELD;
}

function hideWaived({ waiver, ...verdict }: Waived, names: Names): Waived {
  const hidden = hideVerdict(verdict, names);
  if (!waiver) return { ...hidden, waiver };
  const { subject } = waiver;
  if (subject === verdict.arn && hidden.arn !== null) {
    names.waived.set(JSON.stringify(waiver), hidden.arn);
  } else if (subject === verdict.subject) {
    names.waived.set(JSON.stringify(waiver), hidden.subject);
  }
  return { ...hidden, waiver: hideWaiver(waiver, names) };
}

function hideWaiver(waiver: SummaryWaiver, names: Names): SummaryWaiver {
  const known = names.waived.get(JSON.stringify(waiver));
  return {
    ...waiver,
    subject: known ?? names.of('pattern', waiver.subject),
    reason: WITHHELD,
    owner: names.of('person', waiver.owner),
    approvedBy: names.of('person', waiver.approvedBy),
    ticket: waiver.ticket === null ? null : names.of('ticket', waiver.ticket),
  };
}
