import { hash } from 'node:crypto';
import { fullReason, SEVERITIES, type Severity, type Verdict, type Waiver } from '../control';
import { formatInstant } from '../report';
import {
  type AuditResult,
  type ControlResult,
  type EvidenceHeader,
  evidenceHeader,
  evidenceResults,
  notRunOf,
  utcDay,
  waiverRecord,
  whoAndWhen,
} from '../result';
import { jsonText } from './json-text';

const NO_PROFILE = 'iamspec';

/**
 * `hdf2asff` of SAF knows only these: https://github.com/mitre/heimdall2, converters-from-hdf/asff
 */
const IMPACT: Readonly<Record<Severity, number>> = {
  low: 0.3,
  medium: 0.5,
  high: 0.7,
  critical: 0.9,
};

/**
 * results.hdf.json: MITRE's Heimdall Data Format v1 (InSpec's exec-json), times in UTC. A waived
 * verdict is skipped, so it neither passes nor hides a failure beside it; where waivers alone stand
 * between a control and its pass, Heimdall shows it as Not Applicable, waived.
 */
export function hdf(result: AuditResult): Iterable<string> {
  const header = evidenceHeader(result);
  const { accountId = 'unknown', source } = header;
  return jsonText({
    platform: { name: 'aws', release: accountId, target_id: `${accountId} (${source})` },
    version: result.run.version,
    statistics: {},
    profiles: profilesOf(result, header),
    passthrough: passthrough(header, result),
  });
}

function* profilesOf(result: AuditResult, header: EvidenceHeader): Generator<object> {
  const results = evidenceResults(result);
  for (const name of new Set(results.map(profileName))) {
    const controls = results.filter((each) => profileName(each) === name);
    yield hdfProfile(name, controls, header, result);
  }
}

function profileName({ profile = NO_PROFILE }: ControlResult): string {
  return profile;
}

function passthrough(header: EvidenceHeader, result: AuditResult): object {
  const { audited, run, profiles, problems, failOn, exitCode, waivers, results } = result;
  const data = {
    run: { ...run, startedAt: formatInstant(run.startedAt) },
    account: header.accountId,
    partition: header.partition,
    source: header.source,
    asOf: header.asOf === undefined ? undefined : formatInstant(header.asOf),
    asOfSource: audited?.report.asOfSource,
    readAt: formatInstant(header.readAt),
    reportSha256: audited && hash('sha256', audited.snapshot.content),
    exitCode,
    failOn,
    problems,
    notRun: notRunOf({ results }),
    notDecidable: Object.fromEntries(profiles.map((each) => [each.name, each.notDecidable])),
    waivers: waivers.map((waiver) => ({ control: waiver.control, ...waiverRecord(waiver) })),
  };
  return { auxiliary_data: [{ name: 'iamspec', data }] };
}

function hdfProfile(
  name: string,
  controls: readonly ControlResult[],
  { mark }: EvidenceHeader,
  { profiles, run, results }: AuditResult,
): object {
  const { title = name, source } = profiles.find((each) => each.name === name) ?? {};
  const leftOut = notRunOf({ results: results.filter((each) => profileName(each) === name) });
  return {
    name,
    title: `${mark}${title}`,
    version: run.version,
    summary: source,
    sha256: contentHash(name, title, source, controls),
    status: 'loaded',
    status_message: leftOut > 0 ? `PARTIAL RUN: a filter left out ${leftOut}` : undefined,
    supports: [{ platform: 'aws' }],
    attributes: controls.flatMap(attributes),
    groups: groups(controls),
    controls: hdfControls(controls, source, formatInstant(run.startedAt)),
  };
}

// What was asked, and nothing of what came out: equal as long as the policy is.
function contentHash(
  name: string,
  title: string,
  source: string | undefined,
  controls: readonly ControlResult[],
): string {
  const content = controls.map(({ id, severity, about, inputs, scope, requirements }) =>
    JSON.stringify({ id, severity, about, inputs, scope, requirements }),
  );
  return hash('sha256', JSON.stringify([name, title, source, content.sort()]));
}

function attributes(control: ControlResult): readonly object[] {
  return Object.entries(control.inputs).map(([input, value]) => ({
    name: `${control.id} ${input}`,
    options: { value },
  }));
}

function groups(controls: readonly ControlResult[]): readonly object[] {
  const ids = new Set(controls.flatMap(({ requirements }) => requirements));
  return [...ids].map((id) => ({
    id,
    title: id,
    controls: controls.filter(({ requirements }) => requirements.includes(id)).map(hdfId),
  }));
}

// Heimdall takes controls of one id in two profiles for one control, and shows the first alone.
function hdfId(control: ControlResult): string {
  return `${profileName(control)}/${control.id}`;
}

function* hdfControls(
  controls: readonly ControlResult[],
  source: string | undefined,
  startTime: string,
): Generator<object> {
  for (const control of controls) yield hdfControl(control, source, startTime);
}

function hdfControl(control: ControlResult, source: string | undefined, startTime: string): object {
  const { id, about, inputs, scope, requirements, verdicts } = control;
  const severity = worst(verdicts);
  const [first] = verdicts;
  const applies = verdicts.some(({ status }) => status !== 'notApplicable');
  return {
    id: hdfId(control),
    title: about?.title ?? id,
    desc: applies ? about?.rationale : first?.reason,
    descriptions: about && [
      { label: 'rationale', data: about.rationale },
      { label: 'fix', data: about.remediation },
    ],
    impact: applies ? IMPACT[severity] : 0,
    tags: { severity, nist: about?.nist ?? [], requirements, control: id },
    refs: source === undefined ? [] : [{ ref: source }],
    source_location: { ref: `controls/${id}.test.ts` },
    code: JSON.stringify({ control: id, inputs, ...scope }, null, 2),
    waiver_data: waiverData(verdicts),
    results: hdfResults(verdicts, startTime),
  };
}

function worst(verdicts: readonly Verdict[]): Severity {
  const severities = new Set(verdicts.map(({ severity }) => severity));
  return SEVERITIES.findLast((severity) => severities.has(severity)) ?? 'critical';
}

function waiverData(verdicts: readonly Verdict[]): object | undefined {
  const waivers = [...new Set(verdicts.flatMap(({ waiver }) => waiver ?? []))];
  if (waivers.length === 0) return undefined;
  const waived = verdicts.filter(({ status }) => status === 'waived');
  const open = verdicts.some(({ status }) => ['failed', 'error', 'notReviewed'].includes(status));
  return {
    justification: waivers.map(justification).join('\n'),
    expiration_date: utcDay(Math.min(...waivers.map(({ expires }) => expires))),
    run: true,
    // Heimdall shows the whole control as Not Applicable then, whatever its results are.
    skipped_due_to_waiver: waived.length > 0 && !open,
    message: `${waived.length} of ${verdicts.length} subjects are waived`,
    waivers: waivers.map(waiverRecord),
  };
}

function justification({ subject, reason, approvedBy, expires }: Waiver): string {
  return `${subject}: ${reason} (until ${utcDay(expires)}, approved by ${approvedBy})`;
}

function* hdfResults(verdicts: readonly Verdict[], start_time: string): Generator<object> {
  for (const verdict of verdicts) {
    const { subject: code_desc, arn: resource_id, status } = verdict;
    const { owner, ownerBy: owner_by, dueAt: due_at } = whoAndWhen(verdict);
    const who = { owner, owner_by, due_at };
    yield { code_desc, start_time, resource_id, ...OUTCOME[status](fullReason(verdict)), ...who };
  }
}

/** Any `backtrace`, an empty one too, is a Profile Error to Heimdall: only an error has one. */
const OUTCOME: Readonly<Record<Verdict['status'], (reason: string) => object>> = {
  passed: (message) => ({ status: 'passed', message }),
  failed: (message) => ({ status: 'failed', message }),
  error: (message) => ({
    status: 'error',
    message,
    exception: 'CouldNotCheck',
    backtrace: [message],
  }),
  waived: skipped,
  notApplicable: skipped,
  notReviewed: skipped,
};

function skipped(skip_message: string): object {
  return { status: 'skipped', skip_message };
}
