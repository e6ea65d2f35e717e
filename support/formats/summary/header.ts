import { formatInstant } from '../../report';
import {
  type AuditedReport,
  type AuditResult,
  policyText,
  roughDuration,
  sourceLabel,
  visible,
} from '../../result';
import { type Canvas, entry } from './layout';

const REFRESH = 4 * 3_600_000; // IAM makes no second report sooner.

/** Whose report was judged by what policy: of when it is, and where it comes from. */
export function header({ audited, profiles, policyFiles }: AuditResult, canvas: Canvas): string {
  const { bold } = canvas.colors;
  const names = profiles.map(({ name }) => visible(name));
  const title = `${bold('iamspec')}  ${names.join(', ')}`.trimEnd();
  const policy = policyText(policyFiles).map((text, at) =>
    entry(at === 0 ? 'Policy' : '', text, canvas),
  );
  if (!audited) return [title, ...policy].join('\n');
  const { report, snapshot } = audited;
  const { caller, notes } = snapshot;
  const demo = sourceLabel(audited) === 'DEMO' ? `  ${bold('DEMO: a made-up account')}` : '';
  const whose = `${report.accountId} (${report.partition}), 1 root and ${report.users.length} users`;
  return [
    `${title}${demo}`,
    entry('Account', whose, canvas),
    ...(caller === undefined ? [] : [entry('Caller', caller.arn, canvas)]),
    entry('Source', describeSource(audited), canvas),
    entry('Report', describeAge(audited), canvas),
    ...policy,
    ...notes.map((note) => entry('Note', note, canvas)),
  ].join('\n');
}

function describeSource(audited: AuditedReport): string {
  const { origin } = audited.snapshot;
  const label = sourceLabel(audited);
  if (origin.kind === 'file') return `${label}, ${origin.format.toUpperCase()} from ${origin.path}`;
  return origin.endpoint === undefined || label !== 'DEMO' ? label : `${label}, ${origin.endpoint}`;
}

function describeAge({ report, snapshot, readAt }: AuditedReport): string {
  const asOf = formatInstant(report.asOf);
  if (report.asOfSource === 'clock') {
    return `says not when it was generated: ages are measured at ${asOf}, this machine's time`;
  }
  if (report.asOfSource === 'IAMSPEC_AS_OF') return `taken as of ${asOf} (IAMSPEC_AS_OF)`;
  const age = `generated ${asOf}, ${roughDuration(readAt - report.asOf)} old`;
  if (snapshot.origin.kind === 'file') return age;
  return `${age}; IAM makes the next one from ${formatInstant(report.asOf + REFRESH)} on`;
}
