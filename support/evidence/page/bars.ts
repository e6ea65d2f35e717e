import {
  type BarSeriesOption,
  type ChartOption,
  color,
  draw,
  FONT_SIZE,
  LABELS_ONLY,
} from './chart';
import { digits } from './words';

/** What is not as it should be, of a control or of a run. */
export interface Tally {
  readonly label: string;
  readonly failed: number;
  readonly error: number;
  readonly waived: number;
}

/** The tally of a run. */
export interface RunTally extends Tally {
  /** Why its figures do not tell how things were: it could not check all, or had nothing to judge. */
  readonly open: 'unchecked' | 'empty' | undefined;
}

/** The series of a tally, with fills that differ in more than colour. */
export const TALLY = [
  { key: 'failed', fill: color('failed') },
  { key: 'error', fill: 'url(#hatch-error)' },
  { key: 'waived', fill: 'url(#hatch-waived)' },
] as const;

/** A few bars may be taller; together they should not be higher than two charts. */
const ROWS_HEIGHT = 390;
const ROW = { least: 30, most: 54 };
const COLUMNS_HEIGHT = 128;

/** Draws a bar for each tally, from top to bottom, the label above it. */
export function rows(tallies: readonly Tally[]): string {
  const widest = Math.max(1, ...tallies.map(total));
  const height = Math.floor(ROWS_HEIGHT / tallies.length);
  const row = Math.min(ROW.most, Math.max(ROW.least, height));
  const bar = Math.round(row * 0.3);
  const option: ChartOption = {
    grid: { left: 2, right: 44, top: 0, bottom: 4 },
    xAxis: { type: 'value', show: false, min: 0, max: widest },
    yAxis: {
      ...LABELS_ONLY,
      type: 'category',
      inverse: true,
      data: tallies.map(({ label }) => label),
      z: 3,
      axisLabel: {
        inside: true,
        margin: 0,
        interval: 0,
        color: color('ink'),
        verticalAlign: 'bottom',
        padding: [0, 0, bar / 2 + 2, 0],
      },
    },
    series: TALLY.map(({ key, fill }, index) => ({
      ...stacked(tallies, key, fill),
      barWidth: bar,
      label: {
        show: index === TALLY.length - 1,
        position: 'right',
        color: color('ink-2'),
        fontSize: FONT_SIZE,
        formatter: ({ dataIndex }) => figure(tallies[dataIndex]),
      },
    })),
  };
  return draw(option, tallies.length * row + 8);
}

/**
 * Draws a column for each run, from left to right. One that is open is hatched to the top and
 * marked, behind its figures: without any it would else look like a run where all is well.
 */
export function columns(tallies: readonly RunTally[]): string {
  const highest = Math.max(1, ...tallies.map(total));
  const option: ChartOption = {
    grid: { left: 34, right: 8, top: 16, bottom: 22 },
    xAxis: {
      type: 'category',
      data: tallies.map(({ label }) => label),
      axisTick: { show: false },
      axisLine: { show: true, lineStyle: { color: color('line') } },
      axisLabel: { color: color('ink-2'), hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      splitNumber: 3,
      axisLabel: { color: color('ink-2'), formatter: (value: number) => digits(value) },
      splitLine: { lineStyle: { color: color('line') } },
    },
    series: [
      {
        type: 'bar',
        silent: true,
        itemStyle: { color: 'url(#hatch-error)', opacity: 0.4 },
        data: tallies.map(({ open }) => (open === undefined ? null : highest)),
        label: { show: true, position: 'top', color: color('error'), opacity: 1, formatter: '!' },
        barGap: '-100%',
        ...COLUMN,
      },
      ...TALLY.map(({ key, fill }) => ({ ...stacked(tallies, key, fill), ...COLUMN })),
    ],
  };
  return draw(option, COLUMNS_HEIGHT);
}

const COLUMN = { barMaxWidth: 22, barCategoryGap: '25%' } as const;

function stacked(tallies: readonly Tally[], key: (typeof TALLY)[number]['key'], fill: string) {
  return {
    type: 'bar',
    stack: 'all',
    silent: true,
    itemStyle: { color: fill },
    data: tallies.map((tally) => tally[key]),
  } satisfies BarSeriesOption;
}

function total({ failed, error, waived }: Tally): number {
  return failed + error + waived;
}

function figure(tally: Tally | undefined): string {
  return tally ? digits(total(tally)) : '';
}

/** What is said of runs that a trend draws as open. */
export function openTold(runs: readonly RunTally[]): string {
  const number = (kind: RunTally['open']) => runs.filter(({ open }) => open === kind).length;
  const [unchecked, empty] = [number('unchecked'), number('empty')];
  const told = [
    ...(unchecked > 0 ? [`${digits(unchecked)} could not check everything`] : []),
    ...(empty > 0 ? [`${digits(empty)} had nothing to judge`] : []),
  ];
  return told.length > 0 ? ` ${told.join(', ')}: hatched to the top.` : '';
}
