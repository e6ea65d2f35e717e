import { DAY } from '../../report';
import {
  type BarSeriesOption,
  type ChartOption,
  color,
  draw,
  FONT_SIZE,
  LABELS_ONLY,
} from './chart';

/** Ages and the limits that they are held against. */
export interface Ages {
  /** In milliseconds. */
  readonly ages: readonly number[];
  /** In days; those of classes of users besides everybody's. */
  readonly limits: readonly number[];
  /** Whether an age of exactly the limit is within it. */
  readonly inclusive: boolean;
}

/** Some of the ages: those above `from` days, up to `to`. */
export interface Bin {
  readonly from: number;
  /** Infinity for the last. */
  readonly to: number;
  readonly count: number;
  /** `some`: beyond the limit of some class of users, or the limit lies inside. */
  readonly beyond: 'no' | 'some' | 'yes';
}

/** Twelve and one for all that is older. */
const BINS = 13;
/** Without a limit: months. */
const MONTH = 30;
const HEIGHT = 170;

/** How many ages are beyond a limit. */
export function beyondLimit({ ages, inclusive }: Ages, limit: number): number {
  return ages.filter((age) => (inclusive ? age > limit * DAY : age >= limit * DAY)).length;
}

/** Counts ages in bins, so that the widest limit lies between two of them. */
export function binsOf({ ages, limits, inclusive }: Ages): readonly Bin[] {
  const width = limits.length > 0 ? binWidth(Math.max(...limits)) : MONTH;
  const counts = new Array<number>(BINS).fill(0);
  for (const age of ages) {
    const bins = age / (width * DAY);
    const index = Math.max(0, inclusive ? Math.ceil(bins) - 1 : Math.floor(bins));
    const bin = Math.min(index, BINS - 1);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts.map((count, index) => {
    const from = index * width;
    const to = index === BINS - 1 ? Number.POSITIVE_INFINITY : from + width;
    return { from, to, count, beyond: beyond(from, to, limits) };
  });
}

// A third of the limit, so that there is room for what is far beyond.
function binWidth(limit: number): number {
  const parts = [3, 4, 2].find((divisor) => limit % divisor === 0) ?? 1;
  return Math.max(limit / parts, 1);
}

function beyond(from: number, to: number, limits: readonly number[]): Bin['beyond'] {
  if (limits.length === 0 || to <= Math.min(...limits)) return 'no';
  return from >= Math.max(...limits) ? 'yes' : 'some';
}

const FILL = { no: color('bar'), some: 'url(#hatch-failed)', yes: color('failed') } as const;

/** Draws ages as a histogram, with the limits as lines. */
export function histogram(bins: readonly Bin[], limits: readonly number[]): string {
  const width = bins[1]?.from ?? 1;
  const option: ChartOption = {
    grid: { left: 8, right: 14, top: limits.length > 1 ? 34 : 20, bottom: 22 },
    xAxis: [
      { type: 'category', data: bins.map(({ from }) => from), show: false },
      {
        ...LABELS_ONLY,
        type: 'value',
        position: 'bottom',
        min: 0,
        max: bins.length,
        interval: 3,
        axisLine: { show: true, lineStyle: { color: color('line') } },
        axisLabel: {
          formatter: (edge: number) => `${edge * width}${edge === bins.length - 1 ? '+' : ''}`,
          showMaxLabel: false,
          color: color('ink-2'),
        },
      },
    ],
    // Room for the count on the highest bar, below the name of a limit.
    yAxis: { type: 'value', show: false, min: 0, max: ({ max }) => Math.max(1, max * 1.2) },
    series: [bars(bins), lines(limits, width)],
  };
  return draw(option, HEIGHT);
}

function bars(bins: readonly Bin[]): BarSeriesOption {
  return {
    type: 'bar',
    silent: true,
    barCategoryGap: '12%',
    barMinHeight: 1,
    data: bins.map(({ count, beyond }) => ({
      value: count || '-',
      itemStyle: { color: FILL[beyond] },
    })),
    label: {
      show: true,
      position: 'top',
      distance: 3,
      color: color('ink-2'),
      fontSize: FONT_SIZE,
      formatter: ({ value }) => short(Number(value)),
    },
  };
}

// A series without bars, on the axis whose numbers are places between the bins.
function lines(limits: readonly number[], width: number): BarSeriesOption {
  return {
    type: 'bar',
    xAxisIndex: 1,
    silent: true,
    data: [],
    markLine: {
      silent: true,
      symbol: 'none',
      lineStyle: { color: color('ink'), type: 'dashed', width: 1.5 },
      label: { color: color('ink'), fontSize: FONT_SIZE, formatter: ({ name }) => name },
      data: limits.map((limit, index) => ({
        xAxis: limit / width,
        name: limits.length > 1 ? `${limit} d` : `limit ${limit} d`,
        // Lines may lie close together.
        label: { distance: index % 2 === 0 ? 4 : 17 },
      })),
    },
  };
}

// A bar is as wide as three digits.
function short(count: number): string {
  return count < 1000 ? String(count) : `${(count / 1000).toFixed(count < 9950 ? 1 : 0)}k`;
}
