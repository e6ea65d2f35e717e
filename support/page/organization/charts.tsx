import { controlNamer, type OrganizationResult, type OrganizationTrendPoint } from '../../result';
import { FailuresPerControl } from '../kit/failures';
import type { Element } from '../kit/jsx-runtime';
import { Trend } from '../kit/trend';

/** What failed in all accounts together, for each control. */
export function Failures({ result }: { readonly result: OrganizationResult }): Element {
  const nameOf = controlNamer(result);
  const controls = result.controls.map((each) => ({ ...each.counts, label: nameOf(each) }));
  return <FailuresPerControl controls={controls} />;
}

/** How many accounts were not in order, run by run. */
export function RunTrend({
  trend,
}: {
  readonly trend: readonly OrganizationTrendPoint[];
}): Element {
  return (
    <Trend
      runs={trend.map(({ run: { startedAt }, counts, exitCode }) => {
        const { passed, failed, error, skipped } = counts;
        const figures = [passed, failed, error, skipped];
        return { startedAt, failed, error, waived: 0, exitCode, isEmpty: false, figures };
      })}
      legend={[
        ['failed', 'accounts failed'],
        ['error', 'could not be checked'],
      ]}
      heads={['passed', 'failed', 'could not check', 'not audited']}
    />
  );
}
