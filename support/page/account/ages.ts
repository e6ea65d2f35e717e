import type { AgeChart } from '../../control';
import type { Instant } from '../../report';
import type { AuditResult } from '../../result';
import type { Ages } from './histogram';

/** The ages that one control measured, and how they are to be read. */
export interface MeasuredAges extends AgeChart, Ages {
  readonly id: string;
}

/**
 * The ages at an instant, for each control that wants them shown, with its limits. Who could not be
 * checked has none here; whom several profiles judge counts once.
 */
export function ageCharts(asOf: Instant, { results }: AuditResult): readonly MeasuredAges[] {
  const charts = new Map(
    results.flatMap(({ id, about }) => (about?.ages ? [[id, about.ages] as const] : [])),
  );
  return [...charts]
    .map(([id, chart]) => {
      const verdicts = results.flatMap((each) => (each.id === id ? each.verdicts : []));
      const measured = verdicts.filter(({ since }) => since !== undefined);
      const instants = new Map(measured.map(({ subject, since = asOf }) => [subject, since]));
      const limits = measured
        .map(({ limit }) => limit)
        .filter((limit) => typeof limit === 'number');
      return {
        ...chart,
        id: `ages-${id}`,
        ages: [...instants.values()].map((since) => Math.max(0, asOf - since)),
        limits: [...new Set(limits)].sort((a, b) => a - b),
      };
    })
    .sort((a, b) => b.noun.localeCompare(a.noun) || a.title.localeCompare(b.title));
}
