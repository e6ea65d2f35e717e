import { type BundleReader, bundledVerdicts, type Manifest, readSnapshot } from '../../bundle';
import { type CatalogueEntry, type Control, EVERYBODY, type Verdict } from '../../control';
import { parseVerdictsNdjson, type VerdictRecord, verdictRecords } from '../../formats';
import { audit } from '../../judge';
import { parseInstant, type Snapshot } from '../../report';
import { type AuditResult, type ControlResult, type RunIdentity, sumUp } from '../../result';

/** A run that was made again from its bundle. */
export interface Rebuilt {
  readonly result: AuditResult;
  readonly differences: readonly string[];
  /** Contradictions within the bundle, whatever code made it. */
  readonly problems: readonly string[];
  readonly evaluated: number;
  readonly unchecked: number;
  readonly plain: number;
}

type Selected = Manifest['controls'][number];

/** Judges a bundle again, wording only by the same code. Throws BundleError, ReportError. */
export function rebuild(
  bundle: BundleReader,
  manifest: Manifest,
  entries: readonly CatalogueEntry[],
  wordingMatters: boolean,
): Rebuilt {
  const records = parseVerdictsNdjson(bundledVerdicts(bundle, manifest));
  const { ofControls, stray } = recordsByControl(manifest, records);
  const snapshot = readSnapshot(bundle, manifest)?.snapshot;
  const { run, tool, settings, failOn } = manifest;
  const identity = { ...run, version: tool.version, commit: tool.commit, settings };
  const policy = { ...manifest, settings: { failOn } };
  const again = snapshot && auditAgain(snapshot, manifest, entries, identity);
  const parts = manifest.controls.map((selected, at) =>
    compare(
      { selected, control: controlOf(selected, entries), again: again?.results[at] },
      ofControls[at] ?? [],
      wordingMatters,
    ),
  );
  const results = parts.map(({ result }) => result);
  const { problems, changes, previous } = manifest;
  const outcome = { audited: again?.audited, results, problems, changes, previous };
  const total = (count: (part: Part) => number) =>
    parts.reduce((sum, part) => sum + count(part), 0);
  return {
    result: sumUp(policy, identity, outcome),
    differences: parts.flatMap(({ problems }) => problems),
    problems: [
      ...unreadProblems(manifest, records),
      ...stray.map((record) => `${nameOf(record)}: the manifest names no such control.`),
      ...(snapshot ? ageProblems(snapshot, manifest) : []),
      ...unaskedProblems(manifest, records),
    ],
    evaluated: total(({ evaluated }) => evaluated),
    unchecked: total(({ unchecked }) => unchecked),
    plain: records.filter(({ profile }) => profile === null).length,
  };
}

function controlOf(
  { id, profile }: Selected,
  entries: readonly CatalogueEntry[],
): Control | undefined {
  return profile === undefined ? undefined : entries.find((entry) => entry.id === id)?.control;
}

// Results are in the order of the manifest's controls; of a plain or unknown control none is used.
function auditAgain(
  snapshot: Snapshot,
  manifest: Manifest,
  entries: readonly CatalogueEntry[],
  identity: RunIdentity,
): AuditResult | undefined {
  const { report, failOn, controls } = manifest;
  if (!report) return undefined;
  const planned = controls.map((selected) => ({
    ...selected,
    profile: selected.profile ?? '',
    control: controlOf(selected, entries),
    problem: undefined,
  }));
  // How old it might be was settled then.
  const settings = { failOn, maxReportAge: Number.POSITIVE_INFINITY };
  const plan = { ...manifest, settings, controls: planned, plainNames: [] };
  const asOf = { instant: report.asOf, source: report.asOfSource };
  return audit(plan, { snapshot, asOf, readAt: report.readAt }, { identity, now: () => 0 });
}

// Counts tell two plain files of one name apart. A verdict of a control not selected is stray.
function recordsByControl({ controls }: Manifest, records: readonly VerdictRecord[]) {
  const left = new Map<string, VerdictRecord[]>();
  for (const record of records) {
    const key = JSON.stringify([record.profile, record.control]);
    const own = left.get(key);
    if (own) own.push(record);
    else left.set(key, [record]);
  }
  const keys = controls.map(({ profile, id }) => JSON.stringify([profile ?? null, id]));
  const last = new Map(keys.map((key, at) => [key, at]));
  const ofControls = controls.map(({ counts }, at) => {
    const key = keys[at] ?? '';
    const count = Object.values(counts).reduce((sum, each) => sum + each, 0);
    return left.get(key)?.splice(0, last.get(key) === at ? Number.POSITIVE_INFINITY : count) ?? [];
  });
  const stray = [...left.values()].flat().filter((record) => !isOfTheRun(record));
  return { ofControls, stray };
}

function isOfTheRun({ profile, control, status }: VerdictRecord): boolean {
  return profile === null && control === 'audit' && status === 'error';
}

// A report that is older than it says would pass for a fresh one.
function ageProblems({ facts, generatedTime }: Snapshot, { report }: Manifest): string[] {
  const age = facts.reportAge;
  if (!report || !age || !('known' in age)) return [];
  if (report.origin.kind === 'file' && report.origin.format === 'bundle') return [];
  const expected = Math.max(0, report.readAt - (generatedTime ?? Number.NaN));
  if (age.known === expected) return [];
  return [`facts.json: the report's age is ${age.known} ms, but its times give ${expected} ms.`];
}

// A live run asks for every fact; what AWS refuses is an error. Of one user it may still not tell enough.
function unaskedProblems({ report }: Manifest, records: readonly VerdictRecord[]): string[] {
  if (report?.origin.kind !== 'live') return [];
  return records
    .filter(
      ({ profile, arn, status }) => profile !== null && arn === null && status === 'notReviewed',
    )
    .map((record) => `${nameOf(record)}: it is not reviewed, though the report is live.`);
}

function unreadProblems({ report }: Manifest, records: readonly VerdictRecord[]): string[] {
  if (report) return [];
  return records
    .filter(({ status }) => status !== 'error')
    .map((record) => `${nameOf(record)}: it is ${record.status}, though no report could be read.`);
}

interface Part {
  readonly result: ControlResult;
  readonly problems: readonly string[];
  readonly evaluated: number;
  readonly unchecked: number;
}

interface Replayed {
  readonly selected: Selected;
  readonly control: Control | undefined;
  readonly again: ControlResult | undefined;
}

function compare(
  { selected, control, again: judged }: Replayed,
  records: readonly VerdictRecord[],
  wordingMatters: boolean,
): Part {
  const result = (verdicts: readonly Verdict[]) => ({
    ...selected,
    ...(selected.profile === undefined && PLAIN),
    ...(control && { severity: control.severity }),
    about: control,
    verdicts,
  });
  const kept = () => {
    const asRecorded = result(records.map(verdictOf));
    return { result: asRecorded, problems: [], evaluated: 0, unchecked: 0 };
  };
  if (selected.profile === undefined || !judged) return kept();
  if (!control) {
    // It could not be loaded then, and cannot now.
    const isError = records.every(({ status }) => status === 'error');
    if (isError) return { ...kept(), unchecked: records.length };
    return {
      ...kept(),
      problems: [`${selected.profile} › ${selected.id}: there is no such control here.`],
    };
  }
  const again = judged.verdicts;
  const left = new Map(
    recordsOf(result(again)).map((record, at) => [record.subject, { record, at }]),
  );
  const problems: string[] = [];
  let unchecked = 0;
  let isOfAll = false;
  const verdicts = records.map((record) => {
    const other = left.get(record.subject);
    left.delete(record.subject);
    const found = other && difference(record, other.record, wordingMatters);
    const same = other && found === undefined ? again[other.at] : undefined;
    if (same) return same;
    // No pass, and why it could not be checked then may be mended now.
    if (record.status === 'error') {
      unchecked++;
      isOfAll ||= other === undefined;
    } else problems.push(found ?? `${nameOf(record)}: the raw report has no such subject.`);
    return verdictOf(record);
  });
  // An error of one subject stands for that alone.
  if (left.size !== selected.notRun && !isOfAll) {
    problems.push(missing(selected, [...left.keys()]));
  }
  return { result: result(verdicts), problems, evaluated: records.length - unchecked, unchecked };
}

const PLAIN = { severity: undefined, inputs: {}, scope: EVERYBODY, requirements: [] };

function missing({ profile, id, notRun }: Selected, subjects: readonly string[]): string {
  return (
    `${profile} › ${id}: ${subjects.length} verdicts are missing, such as ${subjects[0] ?? 'none'}; ` +
    `the manifest says that ${notRun} were left out.`
  );
}

function recordsOf(result: ControlResult): readonly VerdictRecord[] {
  const run = { id: '', startedAt: 0, version: '', commit: undefined, settings: {} };
  const settings = { failOn: 'low' } as const;
  const policy = { profiles: [], waivers: [], owners: [], policyFiles: [], settings };
  const outcome = { audited: undefined, results: [result], problems: [] };
  return verdictRecords(sumUp(policy, run, outcome));
}

function verdictOf(record: VerdictRecord): Verdict {
  const { control, severity, subject, status, reason, owner, ownerBy, dueAt } = record;
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
    since: undefined,
    dueAt: dueAt ? parseInstant(dueAt) : undefined,
    owner: owner && ownerBy ? { name: owner, by: ownerBy } : undefined,
    class: record.class ?? undefined,
    waiver: undefined, // The recorded reason holds what there is to tell of it.
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
  'owner',
  'ownerBy',
  'dueAt',
] as const;
const WORDING = ['reason', 'fix'] as const;

function difference(
  record: VerdictRecord,
  again: VerdictRecord,
  wordingMatters: boolean,
): string | undefined {
  const fields = wordingMatters ? [...FACTS, ...WORDING] : FACTS;
  // Older lines do not tell who and when.
  const told = fields.filter((name) => record[name] !== undefined);
  const field = told.find(
    (name) =>
      record[name] !== again[name] && JSON.stringify(record[name]) !== JSON.stringify(again[name]),
  );
  if (field === undefined) return undefined;
  return (
    `${nameOf(record)}: ${field} is ${JSON.stringify(record[field])} in the bundle, but ` +
    `${JSON.stringify(again[field])} when evaluated again.`
  );
}
