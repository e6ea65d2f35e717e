import { count, digits } from '../../result';
import { ChartCard, figuresOf, TALLY_HEADS, VERDICTS } from './chart-card';
import { px, Stack, type Tally, total, WIDTH } from './drawing';
import type { Element } from './jsx-runtime';

type ControlTally = Tally & { readonly label: string };

const MOST = 13; // bars; the table of controls holds them all
const HEIGHT = 390;
const ROW = { least: 30, most: 54 };
const LEFT = 2;
const RIGHT = 44;

/** The controls that have failures, as bars. */
export function FailuresPerControl({
  controls,
}: {
  readonly controls: readonly ControlTally[];
}): Element {
  const { tallies, told } = failing(controls);
  const drawn = tallies.slice(0, MOST);
  const row = Math.min(ROW.most, Math.max(ROW.least, Math.floor(HEIGHT / drawn.length)));
  return (
    <ChartCard
      id="failures-per-control"
      class="tall"
      title="Failures per control"
      told={told}
      drawing={drawn.length > 0 && draw(drawn, row)}
      height={drawn.length * row + 8}
      legend={VERDICTS}
      heads={['Control', ...TALLY_HEADS]}
      figures={tallies.map((tally) => [tally.label, ...figuresOf(tally)])}
    />
  );
}

/** The controls that have failures, the most first, and how many others are not in order either. */
export function failing(all: readonly ControlTally[]) {
  const tallies = all
    .filter(({ failed }) => failed > 0)
    .sort((a, b) => b.failed - a.failed || b.error - a.error || b.waived - a.waived);
  const others = all.filter(({ failed }) => failed === 0);
  const unknown = others.filter(({ error }) => error > 0).length;
  const waived = others.filter(({ error, waived }) => error === 0 && waived > 0).length;
  const rest = tallies.length > MOST ? `, the first ${MOST} drawn` : '';
  const more = tallies.length > 0 ? ' more' : '';
  const told = [
    tallies.length > 0
      ? `${count(tallies.length, 'control')} with failures${rest}.`
      : 'No control has a failure.',
    ...(unknown > 0 ? [`${digits(unknown)}${more} could not check.`] : []),
    ...(waived > 0 ? [`${digits(waived)}${more} waived.`] : []),
  ];
  return { tallies, told: told.join(' ') };
}

function draw(tallies: readonly ControlTally[], row: number): Element {
  const height = Math.round(row * 0.3);
  const scale = (WIDTH - LEFT - RIGHT) / Math.max(...tallies.map(total));
  const xOf = (value: number) => px(LEFT + value * scale);
  return (
    <>
      {tallies.map((tally, index) => {
        const y = px(index * row + (row - height) / 2);
        const bar = (from: number, to: number) => ({
          ...{ x: xOf(from), width: px((to - from) * scale), y, height },
        });
        return (
          <>
            <text class="name" x={LEFT} y={y - 4}>
              {tally.label}
            </text>
            <Stack tally={tally} bar={bar} />
            <text x={xOf(total(tally)) + 5} y={px(y + height / 2 + 4)}>
              {digits(total(tally))}
            </text>
          </>
        );
      })}
    </>
  );
}
