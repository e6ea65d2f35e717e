import { formatInstant, type Instant } from '../../report';
import type { AuditedReport, AuditResult } from '../audit-result';
import { type AgeChart, ageCharts } from './ages';
import { columns, openTold, type RunTally, TALLY, type Tally } from './bars';
import { ChartCard, FiguresTable } from './chart-card';
import { countsOf } from './counts';
import { failing } from './failing';
import { type Bin, beyondLimit, binsOf, histogram } from './histogram';
import type { Element } from './jsx-runtime';
import type { TrendPoint } from './trend';
import { count, digits, nameOf, STATUS_WORDS } from './words';

/** Columns that a chart has room for. */
const MOST_RUNS = 40;

const TALLY_HEADS = TALLY.map(({ key }) => STATUS_WORDS[key].label);

/** The fills that charts use besides plain colours. */
export function Patterns(): Element {
  return (
    <svg class="patterns" width={0} height={0} aria-hidden="true">
      <defs>
        {['failed', 'error', 'waived'].map((name) => (
          <pattern
            id={`hatch-${name}`}
            width={5}
            height={5}
            patternUnits="userSpaceOnUse"
            patternTransform={`rotate(${name === 'error' ? 0 : 45})`}
          >
            <rect class={`fill-${name} ground`} width={5} height={5} />
            <rect class={`fill-${name}`} width={2.5} height={5} />
          </pattern>
        ))}
      </defs>
    </svg>
  );
}

/** Ages as histograms, and failures for each control. */
export function Charts({
  result,
  audited,
}: {
  readonly result: AuditResult;
  readonly audited: AuditedReport;
}): Element {
  return (
    <section class="charts" aria-label="Charts">
      {ageCharts(audited, result).map((chart) => (
        <AgeFigure chart={chart} />
      ))}
      <FailuresPerControl result={result} />
    </section>
  );
}

function AgeFigure({ chart }: { readonly chart: AgeChart }): Element {
  const { id, title, noun, since, ages, limits } = chart;
  const bins = binsOf(chart);
  const svg = ages.length > 0 ? histogram(bins, limits) : undefined;
  return (
    <ChartCard id={id} title={`${title}, in days`} told={toldOf(chart)} svg={svg}>
      <p>
        {count(ages.length, noun)}, by {since}.
      </p>
      <FiguresTable heads={['Days', 'Count']} rows={bins.map((bin) => [span(bin), bin.count])} />
    </ChartCard>
  );
}

function toldOf(chart: AgeChart): string {
  const { ages, noun, limits } = chart;
  if (ages.length === 0) return `No ${noun} in this account.`;
  const whole = count(ages.length, noun);
  if (limits.length === 0) return `${whole}. No limit in this run.`;
  const beyond = limits.map((limit) => `${digits(beyondLimit(chart, limit))} beyond ${limit} days`);
  return `Of ${whole}, ${beyond.join(' and ')}.`;
}

function span({ from, to }: Bin): string {
  return Number.isFinite(to) ? `${from} to ${to}` : `${from} and more`;
}

function FailuresPerControl({ result }: { readonly result: AuditResult }): Element {
  const { tallies, told, svg } = failing(tallyControls(result));
  return (
    <ChartCard
      id="failures-per-control"
      class="tall"
      title="Failures per control"
      told={told}
      svg={svg}
      legend
    >
      <FiguresTable heads={['Control', ...TALLY_HEADS]} rows={tallies.map(figures)} />
    </ChartCard>
  );
}

function tallyControls({ results, profiles }: AuditResult): readonly Tally[] {
  return results.map((result) => ({
    ...countsOf(result),
    label: nameOf(result, profiles.length > 1),
  }));
}

function figures(tally: Tally): readonly [string, ...number[]] {
  return [tally.label, ...TALLY.map(({ key }) => tally[key])];
}

/** What failed in the runs beside this one, and in this, which is the last. */
export function Trend({ runs }: { readonly runs: readonly TrendPoint[] }): Element {
  const shown = runs.slice(-MOST_RUNS);
  const [first] = shown;
  if (!first || shown.length === 1) {
    const told = 'No earlier run lies beside this page.';
    return <ChartCard id="trend" title="Trend" told={told} svg={undefined} />;
  }
  const since = formatInstant(first.startedAt).slice(0, 10);
  const days = shown.map(({ startedAt }) => formatInstant(startedAt).slice(0, 10));
  const labelOf = new Set(days).size < days.length ? dayAndTime : monthAndDay;
  const tallies = shown.map((run) => ({
    ...run,
    label: labelOf(run.startedAt),
    open: openOf(run),
  }));
  return (
    <ChartCard
      id="trend"
      title="Trend"
      told={`${count(shown.length, 'run')} since ${since}, this one last.${openTold(tallies)}`}
      svg={columns(tallies)}
      legend
    >
      <FiguresTable
        heads={['Run', ...TALLY_HEADS, 'passed', 'exit']}
        rows={shown.map((run) => [
          formatInstant(run.startedAt),
          ...TALLY.map(({ key }) => run[key]),
          run.passed,
          run.exitCode,
        ])}
      />
    </ChartCard>
  );
}

function openOf({ exitCode, passed, failed, error, waived }: TrendPoint): RunTally['open'] {
  if (exitCode === 2) return 'unchecked';
  return passed + failed + error + waived === 0 ? 'empty' : undefined;
}

function monthAndDay(instant: Instant): string {
  return formatInstant(instant).slice(5, 10);
}

function dayAndTime(instant: Instant): string {
  return formatInstant(instant).slice(5, 16).replace('T', ' ');
}
