import { hash } from 'node:crypto';
import { formatInstant } from '../report';
import {
  type AuditResult,
  type ControlResult,
  ENDINGS,
  editionOf,
  endingOf,
  evidenceResults,
  type PolicyFile,
} from '../result';
import { fileUri } from './file-uri';
import { jsonText, one } from './json-text';
import { finding, isAssessed, localObjective, objectivesOf, some } from './oscal-findings';
import { observation, risk } from './oscal-observations';
import { type Assessment, allJudged, assessmentOf, localDefinitions } from './oscal-subjects';
import { markup, nistControlId, oneLine, props, token } from './oscal-text';

/**
 * assessment-results.oscal.json: OSCAL Assessment Results 1.2.1, of NIST. An observation for each
 * verdict that `isFinding`, a risk for each that failed or is waived, a finding for each requirement
 * of each profile. Their UUIDs stay from run to run; those of document and result are the run's.
 * https://pages.nist.gov/OSCAL-Reference/models/v1.2.1/assessment-results/json-reference/
 */
export function* oscal(result: AuditResult): Generator<string> {
  const assessment = assessmentOf(result);
  const objectives = objectivesOf(result);
  const assessed = objectives.filter(isAssessed);
  const judged = allJudged(assessment);
  const risks = judged.filter(({ riskUuid }) => riskUuid !== undefined);
  const definitions = { 'objectives-and-methods': assessed.map(localObjective) };
  yield* jsonText({
    'assessment-results': {
      ...documentHead(assessment),
      'local-definitions': definitions,
      results: one({
        ...resultHead(assessment),
        'local-definitions': localDefinitions(assessment),
        'reviewed-controls': {
          'control-selections': controlSelections(evidenceResults(result)),
          'control-objective-selections': [
            {
              'include-objectives': assessed.map(({ id }) => ({ 'objective-id': id })),
              'exclude-objectives': some(
                objectives
                  .filter((each) => !isAssessed(each))
                  .map(({ id, requirement: { why = '' } }) => ({
                    'objective-id': id,
                    remarks: markup(why),
                  })),
              ),
            },
          ],
        },
        observations: list(judged, (each) => observation(each, assessment)),
        risks: list(risks, (each) => risk(each, assessment)),
        findings: list(assessed, (each) => finding(each, assessment)),
      }),
      'back-matter': { resources: resources(assessment) },
    },
  });
}

// OSCAL has no empty lists.
function list<T>(items: readonly T[], record: (item: T) => object): Generator<object> | undefined {
  return items.length === 0 ? undefined : records(items, record);
}

function* records<T>(items: readonly T[], record: (item: T) => object): Generator<object> {
  for (const item of items) yield record(item);
}

function documentHead({ result, header, uuid }: Assessment): object {
  const { run } = result;
  return {
    uuid: uuid('document', run.id),
    metadata: {
      title: titleOf({ result, header }),
      'last-modified': formatInstant(run.startedAt),
      version: oneLine(run.id),
      'oscal-version': '1.2.1',
      props: props({ source: header.source }),
    },
    'import-ap': { href: `#${uuid('plan', ...planName(result))}` },
  };
}

function titleOf({ result, header }: Pick<Assessment, 'result' | 'header'>): string {
  const { accountId = 'unknown', mark } = header;
  return markup(`${mark}IAM credentials of AWS account ${accountId}: ${planTitle(result)}`);
}

function planName({ profiles }: AuditResult): readonly string[] {
  return profiles.map(({ name }) => name);
}

function planTitle({ profiles }: AuditResult): string {
  return profiles.map(({ title }) => title).join(', ') || 'tests without a profile';
}

function resultHead({ result, header, uuid }: Assessment): object {
  const { run, problems, exitCode, failOn, results, audited } = result;
  const { asOf, source } = header;
  const { word } = ENDINGS[endingOf(result)];
  const when = asOf === undefined ? 'No report could be had' : `As of ${formatInstant(asOf)}`;
  const ends = evidenceResults(result).map(({ start, milliseconds }) => start + milliseconds);
  return {
    uuid: uuid('result', run.id),
    title: titleOf({ result, header }),
    description: markup(`${when}: ${word}.`),
    start: formatInstant(run.startedAt),
    end: formatInstant(ends.reduce((a, b) => Math.max(a, b), run.startedAt)),
    props: props({
      run: run.id,
      source,
      ending: word,
      'exit-code': exitCode,
      'fail-on': failOn,
      'as-of': asOf === undefined ? undefined : formatInstant(asOf),
      'as-of-source': audited?.report.asOfSource,
      'left-out-by-filter': results.reduce((sum, { notRun }) => sum + notRun, 0),
    }),
    remarks: problems.length > 0 ? problems.map(markup).join('\n\n') : undefined,
  };
}

function controlSelections(results: readonly ControlResult[]): readonly object[] {
  const nist = results.flatMap(({ about }) => about?.nist ?? []);
  const others = results.filter(({ about }) => (about?.nist ?? []).length === 0);
  const mapped = new Set(nist.map((id) => nistControlId(id) ?? token(id)));
  const unmapped = new Set(others.map(({ id }) => token(id)));
  const selection = (description: string, ids: ReadonlySet<string>) => ({
    description,
    'include-controls': [...ids].sort().map((id) => ({ 'control-id': id })),
  });
  return [
    ...(mapped.size > 0 ? [selection('Of NIST SP 800-53 Rev. 5.', mapped)] : []),
    ...(unmapped.size > 0 ? [selection('Mapped to no control of NIST.', unmapped)] : []),
  ];
}

function resources({ result, uuid }: Assessment): readonly object[] {
  const { profiles, policyFiles, audited } = result;
  const plan = {
    uuid: uuid('plan', ...planName(result)),
    title: markup(`Assessment plan: ${planTitle(result)}`),
    description: profiles.map(planText).join('\n\n') || 'No profile.',
    rlinks: some(policyFiles.map(fileLink)),
  };
  if (!audited) return [plan];
  const sha256 = hash('sha256', audited.snapshot.content);
  const report = {
    uuid: uuid('report', sha256),
    title: 'The credential report that was judged',
    rlinks: [{ href: 'report.csv', 'media-type': 'text/csv', hashes: sha256Hash(sha256) }],
  };
  return [plan, report];
}

function planText(profile: AuditResult['profiles'][number]): string {
  const { name, title, source } = profile;
  const about = [`Profile ${name}: ${title}`, editionOf(profile), source ?? ''];
  return markup(about.filter(Boolean).join('; '));
}

function fileLink({ path, sha256 }: PolicyFile): object {
  return { href: fileUri(path), hashes: sha256Hash(sha256) };
}

function sha256Hash(value: string): readonly object[] {
  return [{ algorithm: 'SHA-256', value }];
}
