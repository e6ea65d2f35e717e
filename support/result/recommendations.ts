import type { Severity } from '../control';
import type { SummaryJson, SummaryWaiver } from './summary-json';

/** One thing to do. */
export interface Recommendation {
  readonly order: number;
  readonly kind: 'check' | 'fix' | 'waiver';
  readonly control: string | null;
  readonly severity: Severity | null;
  readonly what: string;
  readonly subjects: readonly string[];
}

type SummaryParts = Pick<
  SummaryJson,
  'problems' | 'couldNotCheck' | 'findings' | 'waiversEnding' | 'waiversStale'
>;

/** In order: what could not be checked can hide anything, so it comes before known failures. */
export function recommendations(parts: SummaryParts): readonly Recommendation[] {
  const { problems, couldNotCheck, waiversEnding, waiversStale } = parts;
  const list: readonly Omit<Recommendation, 'order'>[] = [
    ...problems.map(
      (what) => ({ kind: 'check', control: null, severity: null, what, subjects: [] }) as const,
    ),
    ...groupByControl(couldNotCheck).map(([control, verdicts]) => ({
      kind: 'check' as const,
      control,
      severity: verdicts[0]?.severity ?? null,
      what: 'Find out why it could not be checked, mend that, and run again.',
      subjects: verdicts.map(({ subject }) => subject),
    })),
    ...parts.findings.map(({ control, severity, title, remediation, subjects }) => ({
      kind: 'fix' as const,
      control,
      severity,
      what: remediation ?? `See why ${title} fails.`,
      subjects: [...new Set(subjects.map(({ subject }) => subject))],
    })),
    ...waiversEnding.map((waiver) =>
      waiverRecommendation(
        waiver,
        `Mend it, or have it approved again: its waiver ends on ${waiver.expires}.`,
      ),
    ),
    ...waiversStale.map((waiver) =>
      waiverRecommendation(
        waiver,
        'Delete the waiver, or correct its subject: it matches nothing.',
      ),
    ),
  ];
  return list.map((each, index) => ({ order: index + 1, ...each }));
}

function waiverRecommendation({ control, subject }: SummaryWaiver, what: string) {
  return { kind: 'waiver', control, severity: null, what, subjects: [subject] } as const;
}

/** Groups verdicts by control; groups and verdicts stay in order. */
export function groupByControl<V extends { readonly control: string }>(
  verdicts: readonly V[],
): readonly (readonly [string, readonly V[]])[] {
  const groups = new Map<string, V[]>();
  for (const verdict of verdicts) {
    const group = groups.get(verdict.control) ?? [];
    groups.set(verdict.control, group);
    group.push(verdict);
  }
  return [...groups];
}
