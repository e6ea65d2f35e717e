import type { ExitCode } from '../../control';
import { formatInstant, type Instant } from '../../report';
import { count, digits, utcDay } from '../../result';
import { ChartCard, type Legend } from './chart-card';
import { px, Stack, type Tally, total, WIDTH } from './drawing';
import type { Child, Element } from './jsx-runtime';

/** A run among others. */
export interface TrendRun extends Tally {
  readonly startedAt: Instant;
  readonly exitCode: ExitCode;
  readonly isEmpty: boolean;
  readonly figures: readonly number[];
}

const MOST = 40;
const HEIGHT = 128;
const TOP = 16;
const BOTTOM = HEIGHT - 22;
const RIGHT = WIDTH - 8;
const COLUMN = { most: 22, share: 0.75 };
const LETTER = 6.3;

/** What was not in order in the latest runs, the last of which `last` names; nothing where it is the first. */
export function Trend({
  id = 'trend',
  last = ', this one last',
  runs,
  legend,
  heads,
}: {
  readonly id?: string;
  readonly last?: string;
  readonly runs: readonly TrendRun[];
  readonly legend: Legend;
  readonly heads: readonly string[];
}): Element | false {
  const shown = runs.slice(-MOST);
  if (shown.length < 2) return false;
  const since = utcDay(shown[0]?.startedAt ?? 0);
  const told = `${count(shown.length, 'run')} since ${since}${last}.${openTold(shown)}`;
  return (
    <ChartCard
      id={id}
      title="Trend"
      told={told}
      drawing={draw(shown)}
      height={HEIGHT}
      legend={legend}
      heads={['Run', ...heads, 'exit']}
      figures={shown.map(({ startedAt, figures, exitCode }) => [
        formatInstant(startedAt),
        ...figures,
        exitCode,
      ])}
    />
  );
}

// The figures of such a run do not tell how things were.
function isOpen({ exitCode, isEmpty }: TrendRun): boolean {
  return exitCode === 2 || isEmpty;
}

function openTold(runs: readonly TrendRun[]): string {
  const unchecked = runs.filter(({ exitCode }) => exitCode === 2).length;
  const empty = runs.filter(isOpen).length - unchecked;
  const told = [
    ...(unchecked > 0 ? [`${digits(unchecked)} could not check everything`] : []),
    ...(empty > 0 ? [`${digits(empty)} had nothing to judge`] : []),
  ];
  return told.length > 0 ? ` ${told.join(', ')}: hatched to the top.` : '';
}

/** An open run is hatched to the top: without figures it would look like one where all is well. */
function draw(runs: readonly TrendRun[]): Element {
  const highest = Math.max(1, ...runs.map(total));
  const ticks = ticksUpTo(highest);
  const top = ticks.at(-1) ?? highest;
  const left = 10 + LETTER * digits(top).length;
  const place = (RIGHT - left) / runs.length;
  const width = px(Math.min(COLUMN.most, place * COLUMN.share));
  const yOf = (value: number) => px(BOTTOM - (value / top) * (BOTTOM - TOP));
  const labelOf = labels(runs, place);
  return (
    <>
      {ticks.map((tick) => (
        <>
          <line x1={left} x2={RIGHT} y1={yOf(tick)} y2={yOf(tick)} />
          <text class="end" x={left - 6} y={yOf(tick) + 4}>
            {digits(tick)}
          </text>
        </>
      ))}
      {runs.map((run, index) => {
        const middle = px(left + (index + 0.5) * place);
        const x = px(middle - width / 2);
        const bar = (from: number, to: number) => ({
          ...{ x, width, y: yOf(to), height: px(yOf(from) - yOf(to)) },
        });
        return (
          <>
            {isOpen(run) && (
              <>
                <rect class="open-run" {...bar(0, highest)} fill="url(#hatch-error)" />
                <text class="middle error" x={middle} y={yOf(highest) - 4}>
                  !
                </text>
              </>
            )}
            <Stack tally={run} bar={bar} />
            {labelOf(run, index, middle)}
          </>
        );
      })}
    </>
  );
}

function labels(runs: readonly TrendRun[], place: number) {
  const days = new Set(runs.map(({ startedAt }) => utcDay(startedAt)));
  const length = days.size === runs.length ? 'MM-DD'.length : 'MM-DD hh:mm'.length;
  const width = LETTER * length;
  const step = Math.ceil((width + LETTER) / place);
  return ({ startedAt }: TrendRun, index: number, middle: number): Child =>
    (runs.length - 1 - index) % step === 0 && (
      <text class="middle" x={Math.min(WIDTH - width / 2, middle)} y={BOTTOM + 15}>
        {formatInstant(startedAt)
          .slice(5, 5 + length)
          .replace('T', ' ')}
      </text>
    );
}

const STEPS = 5;

// Whole numbers, in steps of 1, 2 or 5 times a power of ten.
function ticksUpTo(highest: number): readonly number[] {
  const least = highest / STEPS;
  const power = 10 ** Math.max(0, Math.floor(Math.log10(least)));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= least) ?? 10);
  return Array.from({ length: Math.ceil(highest / step) + 1 }, (_, index) => index * step);
}
