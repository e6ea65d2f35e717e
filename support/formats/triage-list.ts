import { formatInstant } from '../report';
import {
  type AuditedReport,
  count,
  cut,
  type LastUse,
  type RankedCredential,
  sourceLabel,
  type Triage,
  visible,
} from '../result';
import { type TableOptions, textTable } from './text-table';

interface TextOptions extends TableOptions {
  /** How many credentials to show. */
  readonly limit: number;
}

/** Of a reason: a user can have any number of policies. */
const LONGEST = 100;

/** What the ranking does not say, whatever it is of. */
const CAVEATS = [
  'Points put credentials into an order; they measure nothing. Of rights only administrator policies that are ' +
    'attached count. Roles and SSH keys are not ranked.',
  'No credential is called safe to deactivate: AWS records the latest use alone, of passwords since 2014-10-20 and ' +
    'of access keys since 2015-04-22, and a report can be 4 hours older than what is used now.',
];

/** The first of a ranking, for a terminal, and all that it leaves out. */
export function triageText(audited: AuditedReport, triage: Triage, options: TextOptions): string {
  const { ranked } = triage;
  const shown = ranked.slice(0, options.limit);
  const rows = shown.map((each) => [
    String(each.rank),
    String(each.points),
    name(each),
    each.reasons.map(({ text, points }) => `${cut(text, LONGEST)} (${points})`).join('; ') || '-',
    whatWouldBreak(each),
  ]);
  const head = ['#', 'points', 'credential', 'reasons', 'what would break'];
  const sections = [
    `Account ${audited.report.accountId}, ${visible(sourceLabel(audited))}, as of ${formatInstant(audited.report.asOf)}${audited.report.asOfSource === 'clock' ? ", this machine's time: the report does not say when it was generated" : ''}`,
    rows.length === 0 ? 'There is no active credential to rank.' : textTable(head, rows, options),
    leftOut(triage, shown.length).join('\n'),
    CAVEATS.join('\n'),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function name({ credential }: RankedCredential): string {
  return credential.id === undefined ? credential.label : `${credential.label}, ${credential.id}`;
}

function whatWouldBreak({ credential: { kind }, lastUse }: RankedCredential): string {
  if (lastUse.kind === 'not recorded') return 'unknown: use is not on record';
  if (lastUse.kind === 'never used') {
    return `nothing known: never used since ${formatInstant(lastUse.since)}`;
  }
  const { at, service, region } = lastUse;
  const what = [
    kind === 'password' ? 'whoever signed in' : 'whatever used it',
    ...(service === undefined ? [] : [`with ${service}`]),
    ...(region === undefined ? [] : [`in ${region}`]),
  ];
  return `${what.join(' ')} on ${formatInstant(at)}`;
}

function leftOut(
  { ranked, inactive, notRankable, notConsidered }: Triage,
  shown: number,
): readonly string[] {
  const more = ranked.length - shown;
  return [
    ...(more > 0
      ? [`And ${count(more, 'more active credential')}: --limit shows more, --format json all.`]
      : []),
    ...(inactive > 0
      ? [`${count(inactive, 'inactive credential is', 'inactive credentials are')} left out.`]
      : []),
    ...notRankable.map(({ user, why }) => `Not ranked: ${user}. ${why}.`),
    ...notConsidered.map(({ what, why }) => `Not considered: ${what}: ${why}`),
  ].map(visible);
}

/** All of a ranking, for programs; what is not known is null. */
export function triageJson(audited: AuditedReport, triage: Triage): string {
  const { accountId, asOf } = audited.report;
  const list = {
    schemaVersion: 1,
    account: accountId,
    source: sourceLabel(audited),
    asOf: formatInstant(asOf),
    credentials: triage.ranked.map(credentialJson),
    inactive: triage.inactive,
    notRanked: triage.notRankable,
    notConsidered: triage.notConsidered,
    caveats: CAVEATS,
  };
  return `${JSON.stringify(list, undefined, 2)}\n`;
}

function credentialJson({ rank, points, credential, reasons, madeAt, lastUse }: RankedCredential) {
  const { label, kind, id = null, arn } = credential;
  const made = formatInstant(madeAt);
  return {
    rank,
    points,
    credential: label,
    kind,
    id,
    arn,
    made,
    lastUse: useJson(lastUse),
    reasons,
  };
}

function useJson(use: LastUse) {
  if (use.kind === 'not recorded') return use;
  if (use.kind === 'never used') return { ...use, since: formatInstant(use.since) };
  const { kind, at, service = null, region = null } = use;
  return { kind, at: formatInstant(at), service, region };
}
