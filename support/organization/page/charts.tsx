import { columns, openTold } from '../../evidence/page/bars';
import { ChartCard, FiguresTable } from '../../evidence/page/chart-card';
import { failing } from '../../evidence/page/failing';
import { type Element, jsx } from '../../evidence/page/jsx-runtime';
import { count } from '../../evidence/page/words';
import { formatInstant } from '../../report';
import type { OrganizationResult } from '../organization-result';
import type { OrganizationTrendPoint } from '../organization-trend';
import { nameOfControl, severalProfiles } from './names';

/** Columns that a chart has room for. */
const MOST_RUNS = 40;

/** What failed in all accounts together, for each control. */
export function FailuresPerControl({ result }: { readonly result: OrganizationResult }): Element {
  const several = severalProfiles(result);
  const all = result.controls.map((control) => ({
    ...control.counts,
    label: nameOfControl(control, several),
  }));
  const { tallies, told, svg } = failing(all);
  return (
    <ChartCard
      id="failures-per-control"
      class="tall"
      title="Failures per control"
      told={told}
      svg={svg}
      legend
    >
      <FiguresTable
        heads={['Control', 'failed', 'could not check', 'waived']}
        rows={tallies.map(({ label, failed, error, waived }) => [label, failed, error, waived])}
      />
    </ChartCard>
  );
}

/** How many accounts were not in order, run by run. */
export function Trend({ trend }: { readonly trend: readonly OrganizationTrendPoint[] }): Element {
  const shown = trend.slice(-MOST_RUNS);
  const [first] = shown;
  if (!first || shown.length === 1) {
    const told = 'No earlier run of the organization lies beside this page.';
    return <ChartCard id="trend" title="Trend" told={told} svg={undefined} />;
  }
  const tallies = shown.map((point) => ({
    label: dayOf(point).slice(5),
    failed: point.counts.failed,
    error: point.counts.error,
    waived: 0,
    open: point.exitCode === 2 ? ('unchecked' as const) : undefined,
  }));
  const told = `${count(shown.length, 'run')} since ${dayOf(first)}, this one last.${openTold(tallies)}`;
  return (
    <figure class="card chart-card" aria-labelledby="trend-title">
      <figcaption>
        <h2 id="trend-title">Trend</h2>
        <p class="told">{told}</p>
      </figcaption>
      <ul class="legend">
        <li>
          <span class="swatch failed" aria-hidden="true" /> accounts failed
        </li>
        <li>
          <span class="swatch error" aria-hidden="true" /> could not be checked
        </li>
      </ul>
      {drawing(columns(tallies), `Trend: ${told}`)}
      <details class="figures">
        <summary>
          Figures<span class="hidden"> of Trend</span>
        </summary>
        <FiguresTable
          heads={['Run', 'passed', 'failed', 'could not check', 'not audited', 'exit']}
          rows={shown.map(({ run, counts, exitCode }) => [
            formatInstant(run.startedAt),
            counts.passed,
            counts.failed,
            counts.error,
            counts.skipped,
            exitCode,
          ])}
        />
      </details>
    </figure>
  );
}

function dayOf({ run }: OrganizationTrendPoint): string {
  return formatInstant(run.startedAt).slice(0, 10);
}

// ECharts has escaped its texts.
function drawing(svg: string, label: string): Element {
  const dangerouslySetInnerHTML = { __html: svg };
  return jsx('div', { class: 'chart', role: 'img', 'aria-label': label, dangerouslySetInnerHTML });
}
