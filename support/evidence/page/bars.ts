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

/** Draws a column for each tally, from left to right. */
export function columns(tallies: readonly Tally[]): string {
  const option: ChartOption = {
    grid: { left: 34, right: 8, top: 14, bottom: 22 },
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
    series: TALLY.map(({ key, fill }) => ({
      ...stacked(tallies, key, fill),
      barMaxWidth: 22,
      barCategoryGap: '25%',
    })),
  };
  return draw(option, COLUMNS_HEIGHT);
}

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
