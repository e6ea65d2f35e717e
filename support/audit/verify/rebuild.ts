import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluate, type Verdict } from '../../control';
import type { AuditedReport, AuditResult, ControlResult } from '../../evidence';
import { type Manifest, readSnapshot } from '../../evidence/read-bundle';
import {
  parseVerdictsNdjson,
  type VerdictRecord,
  verdictsNdjson,
} from '../../evidence/verdicts-ndjson';
import { parseReport } from '../../report';
import { sumUp } from '../audit-result';
import type { Catalogue } from '../catalogue';

/** A run that was made again from its bundle. */
export interface Rebuilt {
  readonly result: AuditResult;
  /** Where the bundle says something else than the controls do now, a sentence each. */
  readonly problems: readonly string[];
  /** How many verdicts were evaluated again. */
  readonly evaluated: number;
  /** How many are as recorded, since they say that something could not be checked. */
  readonly unchecked: number;
  /** How many are results of plain Jest files, which only Jest can make. */
  readonly plain: number;
}

type Selected = Manifest['controls'][number];

/**
 * Makes the result of a run again from the raw report, the facts, the policy and the waivers of its
 * bundle.
 *
 * @param wordingMatters whether another reason or fix is a difference: not where another version of
 *   iamspec wrote it
 * @throws BundleError, ReportError, VerdictsError where its files are not understood
 */
export function rebuild(
  bundle: string,
  manifest: Manifest,
  catalogue: Catalogue,
  wordingMatters: boolean,
): Rebuilt {
  const records = parseVerdictsNdjson(readFileSync(join(bundle, 'verdicts.ndjson'), 'utf8'));
  const audited = auditedOf(bundle, manifest);
  const parts = manifest.controls.map((selected) => {
    const own = records.filter(
      ({ profile, control }) => profile === (selected.profile ?? null) && control === selected.id,
    );
    return rebuildControl(selected, own, audited, manifest, catalogue, wordingMatters);
  });
  const { failOn, waivers, profiles, run, tool, settings } = manifest;
  const identity = { ...run, version: tool.version, commit: tool.commit, settings };
  const results = parts.map(({ result }) => result);
  const policy = { profiles, waivers, failOn };
  const total = (count: (part: Part) => number) =>
    parts.reduce((sum, part) => sum + count(part), 0);
  return {
    result: sumUp(identity, policy, audited, results, manifest.problems),
    problems: [
      ...parts.flatMap(({ problems }) => problems),
      ...unreadProblems(manifest, records),
      ...strayProblems(manifest, records),
    ],
    evaluated: total(({ evaluated }) => evaluated),
    unchecked: total(({ unchecked }) => unchecked),
    plain: records.filter(({ profile }) => profile === null).length,
  };
}

function auditedOf(bundle: string, manifest: Manifest): AuditedReport | undefined {
  const loaded = readSnapshot(bundle, manifest);
  if (!loaded || !manifest.report) return undefined;
  const { snapshot, asOf } = loaded;
  return { report: parseReport(snapshot, asOf), snapshot, readAt: manifest.report.readAt };
}

// Without a report there is nothing that could have been found good.
function unreadProblems({ report }: Manifest, records: readonly VerdictRecord[]): string[] {
  if (report) return [];
  return records
    .filter(({ status }) => status !== 'error')
    .map((record) => `${nameOf(record)}: it is ${record.status}, though no report could be read.`);
}

// A verdict of a control that was not selected was never held against anything.
function strayProblems({ controls }: Manifest, records: readonly VerdictRecord[]): string[] {
  const known = new Set(controls.map(({ profile, id }) => `${profile ?? null} ${id}`));
  return records
    .filter(({ profile, control, status }) => {
      const ofTheRun = profile === null && control === 'audit' && status === 'error';
      return !ofTheRun && !known.has(`${profile} ${control}`);
    })
    .map((record) => `${nameOf(record)}: the manifest names no such control.`);
}

interface Part {
  readonly result: ControlResult;
  readonly problems: readonly string[];
  readonly evaluated: number;
  readonly unchecked: number;
}

function rebuildControl(
  selected: Selected,
  records: readonly VerdictRecord[],
  audited: AuditedReport | undefined,
  { waivers }: Manifest,
  { entries }: Catalogue,
  wordingMatters: boolean,
): Part {
  const control = entries.find(({ id }) => id === selected.id)?.control;
  const { title = '', nist = [], rationale = '', remediation = '' } = control ?? {};
  const about = control && selected.profile && { title, nist, rationale, remediation };
  const result = (verdicts: readonly Verdict[]) => ({
    ...selected,
    about: about || undefined,
    verdicts,
  });
  const asRecorded = result(records.map(verdictOf));
  if (selected.profile === undefined || !audited) {
    return { result: asRecorded, problems: [], evaluated: 0, unchecked: 0 };
  }
  if (!control) {
    const problems = [`${selected.profile} › ${selected.id}: there is no such control here.`];
    return { result: asRecorded, problems, evaluated: 0, unchecked: 0 };
  }
  const { inputs, scope } = selected;
  const again = evaluate(control, inputs, audited.report, waivers, scope);
  const left = new Map(
    recordsOf(result(again)).map((record, at) => [record.subject, { record, at }]),
  );
  const problems: string[] = [];
  let unchecked = 0;
  const verdicts = records.map((record) => {
    const other = left.get(record.subject);
    left.delete(record.subject);
    const found = other && difference(record, other.record, wordingMatters);
    const same = other && found === undefined ? again[other.at] : undefined;
    if (same) return same;
    // It is no pass, and why something could not be checked then may be mended now.
    if (record.status === 'error') unchecked++;
    else problems.push(found ?? `${nameOf(record)}: the raw report has no such subject.`);
    return verdictOf(record);
  });
  if (left.size !== selected.notRun && unchecked === 0) {
    problems.push(missing(selected, [...left.keys()]));
  }
  return { result: result(verdicts), problems, evaluated: records.length - unchecked, unchecked };
}

function missing({ profile, id, notRun }: Selected, subjects: readonly string[]): string {
  return (
    `${profile} › ${id}: ${subjects.length} verdicts are missing, such as ${subjects[0] ?? 'none'}; ` +
    `the manifest says that ${notRun} were left out.`
  );
}

/** The verdicts of a control as the bundle would record them, in their order. */
function recordsOf(result: ControlResult): readonly VerdictRecord[] {
  const run = { id: '', startedAt: 0, version: '', commit: undefined, settings: {} };
  const policy = { profiles: [], waivers: [], failOn: 'low' } as const;
  const lines = verdictsNdjson(sumUp(run, policy, undefined, [result], []));
  return parseVerdictsNdjson([...lines].join(''));
}

function verdictOf(record: VerdictRecord): Verdict {
  const { control, severity, subject, status, reason } = record;
  return {
    control,
    severity,
    subject,
    status,
    reason,
    arn: record.arn ?? undefined,
    measured: record.measured ?? undefined,
    limit: record.limit ?? undefined,
    fix: record.fix ?? undefined,
    class: record.class ?? undefined,
    waiver: undefined,
  };
}

function nameOf({ profile, control, subject }: VerdictRecord): string {
  return `${profile ?? 'plain test'} › ${control} › ${subject}`;
}

const FACTS = [
  'status',
  'measured',
  'limit',
  'severity',
  'arn',
  'class',
  'waiver',
  'requirements',
] as const;
const WORDING = ['reason', 'fix'] as const;

function difference(
  record: VerdictRecord,
  again: VerdictRecord,
  wordingMatters: boolean,
): string | undefined {
  const fields = wordingMatters ? [...FACTS, ...WORDING] : FACTS;
  const field = fields.find((name) => JSON.stringify(record[name]) !== JSON.stringify(again[name]));
  if (field === undefined) return undefined;
  return (
    `${nameOf(record)}: ${field} is ${JSON.stringify(record[field])} in the bundle, but ` +
    `${JSON.stringify(again[field])} when evaluated again.`
  );
}
