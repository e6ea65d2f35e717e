import {
  type AuditedProfile,
  type AuditResult,
  countTexts,
  coverage,
  evidenceResults,
  generator,
  REQUIREMENT_WORDS,
  type Requirement,
  type Serving,
} from '../result';
import type { Assessment, Judged } from './oscal-subjects';
import { markup, nistControlId, token } from './oscal-text';

/** A requirement of a profile; what serves none is one of its own, so that nothing goes untold. */
export interface Objective {
  readonly id: string;
  readonly profile: AuditedProfile;
  readonly requirement: Requirement;
}

/** The requirements of a run, also those that a credential report cannot decide. */
export function objectivesOf(result: AuditResult): readonly Objective[] {
  const shown = evidenceResults(result);
  const leftOut = result.results.filter(({ verdicts }) => verdicts.length === 0);
  const results = [...shown, ...leftOut].map((control) => ({
    ...control,
    profile: control.profile ?? NO_PROFILE,
    requirements: control.requirements.length > 0 ? control.requirements : [control.id],
  }));
  const known = new Set(result.profiles.map(({ name }) => name));
  const others = [...new Set(results.map(({ profile }) => profile))]
    .filter((name) => !known.has(name))
    .map((name) => {
      const title = name === NO_PROFILE ? 'No profile' : name;
      return { name, title, source: undefined, notDecidable: {} };
    });
  const profiles = [...result.profiles, ...others];
  return coverage({ ...result, profiles, results }).flatMap(({ profile, requirements }) =>
    requirements.map((requirement) => ({ id: idOf(profile, requirement), profile, requirement })),
  );
}

function idOf({ name }: AuditedProfile, { id }: Requirement): string {
  const of = name === NO_PROFILE ? 'no-profile' : name;
  return token(`${of}_${nistControlId(id) ?? id}`);
}

const NO_PROFILE = '-'; // As `generator` writes it.

/** Whether a control judged, or was to judge, what the requirement asks for. */
export function isAssessed({ requirement }: Objective): boolean {
  return requirement.state !== 'notDecidable';
}

/** The objective that a finding has for its target, as far as iamspec looks at it. */
export function localObjective({ id, profile, requirement }: Objective): object {
  const { controls } = requirement;
  const asked = controls.map(({ id: control, title = control, limits }) =>
    [title, ...(limits === '' ? [] : [`(${limits})`])].join(' '),
  );
  const title = markup(`${profile.title}: ${requirement.id}`);
  const part = { id, name: 'assessment-objective', title, prose: markup(asked.join('. ')) };
  return { 'control-id': nistControlId(requirement.id) ?? id, parts: [part] };
}

/** What came of a requirement. */
export function finding(objective: Objective, assessment: Assessment): object {
  const { id, profile, requirement } = objective;
  const { header, uuid } = assessment;
  const judged = requirement.controls.flatMap((control) => judgedBy(control, profile, assessment));
  const risks = judged.flatMap(({ riskUuid }) => riskUuid ?? []);
  return {
    uuid: uuid('finding', profile.name, requirement.id),
    title: markup(`${header.mark}${profile.title}: ${requirement.id}`),
    description: markup(requirement.controls.map(outcome).join('; ')),
    target: {
      type: 'objective-id',
      'target-id': id,
      status: statusOf(requirement, assessment),
      'implementation-status':
        requirement.state === 'notApplicable' ? { state: 'not-applicable' } : undefined,
    },
    'related-observations': some(judged.map((each) => ({ 'observation-uuid': each.uuid }))),
    'related-risks': some(risks.map((risk) => ({ 'risk-uuid': risk }))),
  };
}

function judgedBy(
  { id }: Serving,
  { name: profile }: AuditedProfile,
  { judged }: Assessment,
): readonly Judged[] {
  return judged.get(generator({ profile, id })) ?? [];
}

function outcome({ id, limits, counts, notRun }: Serving): string {
  const name = limits === '' ? id : `${id} (${limits})`;
  const left = notRun > 0 ? [`${notRun} left out by a filter`] : [];
  return `${name}: ${[...countTexts(counts), ...left].join(', ')}`;
}

/** Satisfied only where all of it was looked at, in a run that could check, and nothing is open. */
function statusOf({ state, why, controls }: Requirement, { result }: Assessment): object {
  const sound = result.audited !== undefined && result.problems.length === 0;
  if (state === 'passed' && why === undefined && sound) {
    return { state: 'satisfied', reason: 'pass' };
  }
  const failed = controls.some(({ counts }) => counts.failed + counts.waived > 0);
  const remarks = [
    REQUIREMENT_WORDS[state].label,
    ...(why === undefined ? [] : [`a part is not decidable by a credential report: ${why}`]),
    ...result.problems.map((problem) => `the run could not check: ${problem}`),
  ];
  return {
    state: 'not-satisfied',
    reason: failed ? 'fail' : 'other',
    remarks: markup(remarks.join('; ')),
  };
}

/** OSCAL has no empty lists. */
export function some<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined;
}
