import {
  type AuditedReport,
  type AuditResult,
  countsOf,
  nameOf,
  type TrendPoint,
} from '../../result';
import { figuresOf, TALLY_HEADS, VERDICTS } from '../kit/chart-card';
import { FailuresPerControl } from '../kit/failures';
import type { Element } from '../kit/jsx-runtime';
import { Trend } from '../kit/trend';
import { ageCharts } from './ages';
import { AgeFigure } from './histogram';

/** Ages as histograms, and failures for each control. */
export function Charts({
  result,
  audited,
}: {
  readonly result: AuditResult;
  readonly audited: AuditedReport;
}): Element {
  const { results, profiles } = result;
  const controls = results.map((control) => ({
    ...countsOf(control),
    label: nameOf(control, profiles.length > 1),
  }));
  return (
    <div class="cards">
      {ageCharts(audited.report.asOf, result).map((chart) => (
        <AgeFigure chart={chart} />
      ))}
      <FailuresPerControl controls={controls} />
    </div>
  );
}

/** What failed in the runs beside this one, and in this, which is the last. */
export function RunTrend({ runs }: { readonly runs: readonly TrendPoint[] }): Element {
  return (
    <Trend
      runs={runs.map((run) => ({
        ...run,
        isEmpty: run.passed + run.failed + run.error + run.waived === 0,
        figures: [...figuresOf(run), run.passed],
      }))}
      legend={VERDICTS}
      heads={[...TALLY_HEADS, 'passed']}
    />
  );
}
