import type { Status } from '../control';
import type { AuditedProfile, AuditResult, ControlResult } from './audit-result';
import { type Counts, countsOf } from './counts';
import { limitsOf, STATUS_WORDS, type Word } from './words';

type RequirementState = Status | 'notRun' | 'notDecidable';

/** The words for the states of a requirement, the worst first. */
export const REQUIREMENT_WORDS = {
  error: STATUS_WORDS.error,
  failed: { label: 'not met', mark: '✕' },
  notRun: { label: 'not run in full', mark: '…' },
  notReviewed: STATUS_WORDS.notReviewed,
  waived: { label: 'no failure but waived ones', mark: '~' },
  passed: { label: 'no failure found', mark: '✓' },
  notApplicable: { label: 'nothing to judge', mark: '–' },
  notDecidable: { label: 'not decidable by a credential report', mark: '∅' },
} as const satisfies Record<RequirementState, Word>;

/** A control as one of those that serve a requirement. */
export interface Serving {
  readonly id: string;
  readonly title: string | undefined;
  readonly limits: string;
  readonly counts: Counts;
  readonly notRun: number;
}

/** What is known of one requirement; `why` a credential report cannot decide it, or a part of it. */
export interface Requirement {
  readonly id: string;
  readonly state: RequirementState;
  readonly controls: readonly Serving[];
  readonly why: string | undefined;
}

/** The requirements of a profile. */
export interface ProfileCoverage {
  readonly profile: AuditedProfile;
  readonly requirements: readonly Requirement[];
}

/** What is known of the requirements of each profile of a run, in the order people count. */
export function coverage({ profiles, results }: AuditResult): readonly ProfileCoverage[] {
  return profiles.map((profile) => {
    const own = results.filter((result) => result.profile === profile.name);
    const ids = new Set(own.flatMap(({ requirements }) => requirements));
    const whys = new Map(Object.entries(profile.notDecidable));
    const decidable = [...ids].map((id) => requirement(id, own, whys.get(id)));
    const others = [...whys]
      .filter(([id]) => !ids.has(id))
      .map(([id, why]): Requirement => ({ id, state: 'notDecidable', controls: [], why }));
    const requirements = [...decidable, ...others].sort((a, b) => naturally(a.id, b.id));
    return { profile, requirements };
  });
}

function requirement(
  id: string,
  results: readonly ControlResult[],
  why: string | undefined,
): Requirement {
  const controls = results
    .filter(({ requirements }) => requirements.includes(id))
    .map((result) => ({
      id: result.id,
      title: result.about?.title,
      limits: limitsOf(result.inputs),
      counts: countsOf(result),
      notRun: result.notRun,
    }));
  return { id, state: worst(controls), controls, why };
}

// What was not looked at outweighs what was, so that nothing passes for met that may not be.
const DOWN = ['error', 'failed', 'notRun', 'notReviewed', 'waived', 'passed'] as const;

function worst(controls: readonly Serving[]): RequirementState {
  const said = (state: (typeof DOWN)[number]) => (control: Serving) =>
    (state === 'notRun' ? control.notRun : control.counts[state]) > 0;
  return DOWN.find((state) => controls.some(said(state))) ?? 'notApplicable';
}

function naturally(a: string, b: string): number {
  const [first, second] = [a, b].map((id) => id.split(/(\d+)/));
  for (const [index, part] of (first ?? []).entries()) {
    const other = second?.[index] ?? '';
    if (part === other) continue;
    return Number(part) - Number(other) || (part < other ? -1 : 1);
  }
  return a.length - b.length;
}
