import { DAY } from '../../report';
import { count, digits } from '../../result';
import { ChartCard } from '../kit/chart-card';
import { px, WIDTH } from '../kit/drawing';
import type { Element } from '../kit/jsx-runtime';
import type { MeasuredAges } from './ages';

/** Ages and the limits that they are held against. */
export interface Ages {
  /** In milliseconds. */
  readonly ages: readonly number[];
  /** In days; those of classes of users besides everybody's. */
  readonly limits: readonly number[];
  /** Whether an age of exactly the limit is within it. */
  readonly inclusive: boolean;
}

/** Ages above `from` days, up to `to`, Infinity for the last. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** `some`: beyond the limit of some class of users, or the limit lies inside. */
  readonly beyond: 'no' | 'some' | 'yes';
}

const BINS = 13; // the last for all that is older
const MONTH = 30; // without a limit

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

const HEIGHT = 170;
const LEFT = 8;
const RIGHT = 14;
const BOTTOM = HEIGHT - 22;
const PLACE = (WIDTH - LEFT - RIGHT) / BINS;
const SHARE = 0.88;

const FILL = { no: 'var(--bar)', some: 'url(#hatch-failed)', yes: 'var(--failed)' } as const;

/** Ages of one kind as a histogram, with the limits as lines. */
export function AgeFigure({ chart }: { readonly chart: MeasuredAges }): Element {
  const { id, title, noun, since, ages, limits } = chart;
  const bins = binsOf(chart);
  return (
    <ChartCard
      id={id}
      title={`${title}, in days`}
      told={toldOf(chart)}
      drawing={ages.length > 0 && draw(bins, limits)}
      height={HEIGHT}
      heads={['Days', 'Count']}
      figures={bins.map((bin) => [span(bin), bin.count])}
      note={`${count(ages.length, noun)}, by ${since}.`}
    />
  );
}

function toldOf(chart: MeasuredAges): string {
  const { ages, noun, limits } = chart;
  if (ages.length === 0) return `No ${noun} was judged.`;
  const whole = count(ages.length, noun);
  if (limits.length === 0) return `${whole}. No limit in this run.`;
  const beyond = limits.map((limit) => `${digits(beyondLimit(chart, limit))} beyond ${limit} days`);
  return `Of ${whole}, ${beyond.join(' and ')}.`;
}

function span({ from, to }: Bin): string {
  return Number.isFinite(to) ? `${from} to ${to}` : `${from} and more`;
}

function draw(bins: readonly Bin[], limits: readonly number[]): Element {
  const days = bins[1]?.from ?? 1;
  const top = limits.length > 1 ? 34 : 20;
  // Room for the count on the highest bar, below the name of a limit.
  const scale = (BOTTOM - top) / (1.2 * Math.max(1, ...bins.map((bin) => bin.count)));
  const xOf = (bins: number) => px(LEFT + bins * PLACE);
  return (
    <>
      {bins.map(({ from, to, count, beyond }, place) => {
        const [x, y] = [xOf(place + 0.5), px(BOTTOM - Math.max(1, count * scale))];
        const [width, height] = [PLACE * SHARE, BOTTOM - y];
        return (
          <>
            {count > 0 && (
              <>
                <rect
                  {...{ x: px(x - width / 2), y, width: px(width), height: px(height) }}
                  fill={FILL[beyond]}
                />
                <text class="middle" x={x} y={px(y - 4)}>
                  {short(count)}
                </text>
              </>
            )}
            {place % 3 === 0 && (
              <text class="middle" x={xOf(place)} y={BOTTOM + 15}>
                {Number.isFinite(to) ? from : `${from}+`}
              </text>
            )}
          </>
        );
      })}
      <line x1={LEFT} x2={WIDTH - RIGHT} y1={BOTTOM} y2={BOTTOM} />
      {limits.map((limit, index) => {
        const x = xOf(limit / days);
        // Lines may lie close together.
        const y = top - (index % 2 === 0 ? 4 : 17);
        return (
          <>
            <line class="limit" x1={x} x2={x} y1={y + 4} y2={BOTTOM} />
            <text class="middle name" x={x} y={y}>
              {limits.length > 1 ? `${limit} d` : `limit ${limit} d`}
            </text>
          </>
        );
      })}
    </>
  );
}

// A bar is as wide as three digits.
function short(count: number): string {
  return count < 1000 ? String(count) : `${(count / 1000).toFixed(count < 9950 ? 1 : 0)}k`;
}
