import * as fc from 'fast-check';
import { VERDICTS } from './chart-card';
import { WIDTH } from './drawing';
import { FailuresPerControl } from './failures';
import { Fragment, html } from './jsx-runtime';
import { Trend } from './trend';

const COUNT = fc.nat({ max: 100_000 });
const TALLY = fc.record({ failed: COUNT, error: COUNT, waived: COUNT });
const DAY = 86_400_000;

/** The height of the drawing of a chart, and its bars, as numbers. */
function drawn(chart: string) {
  const height = Number(/viewBox="0 0 360 ([\d.]+)"/.exec(chart)?.[1]);
  const bars = [...chart.matchAll(/<rect ([^>]*)/g)].map(([, attributes = '']) => {
    const number = (name: string) =>
      Number(new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1]);
    return { x: number('x'), y: number('y'), width: number('width'), height: number('height') };
  });
  return { height, bars };
}

function expectInside({ height, bars }: ReturnType<typeof drawn>): void {
  for (const bar of bars) {
    expect(Math.min(bar.x, bar.y, bar.width, bar.height)).toBeGreaterThanOrEqual(0);
    expect(bar.x + bar.width).toBeLessThanOrEqual(WIDTH);
    expect(bar.y + bar.height).toBeLessThanOrEqual(height);
  }
}

test('the bars of controls are as long as their figures, and lie inside the drawing', () => {
  fc.assert(
    fc.property(fc.array(TALLY, { minLength: 1, maxLength: 20 }), (tallies) => {
      const controls = tallies.map((tally, place) => ({ ...tally, label: `control-${place}` }));
      const chart = drawn(html(FailuresPerControl({ controls })));
      expectInside(chart);
      const shown = controls
        .filter(({ failed }) => failed > 0)
        .sort((a, b) => b.failed - a.failed || b.error - a.error || b.waived - a.waived)
        .slice(0, 13);
      const figures = shown.flatMap(({ failed, error, waived }) => [failed, error, waived]);
      const most = Math.max(
        1,
        ...shown.map(({ failed, error, waived }) => failed + error + waived),
      );
      const lengths = figures.filter((figure) => figure > 0).map((figure) => (314 * figure) / most);
      expect(chart.bars).toHaveLength(lengths.length);
      chart.bars.forEach(({ width }, place) => {
        expect(Math.abs(width - (lengths[place] ?? 0))).toBeLessThanOrEqual(0.1);
      });
    }),
  );
});

test('the columns of runs lie inside the drawing, those of an open run up to the highest', () => {
  const run = fc.record({ tally: TALLY, isOpen: fc.boolean() });
  fc.assert(
    fc.property(fc.array(run, { minLength: 2, maxLength: 50 }), (given) => {
      const runs = given.map(({ tally, isOpen }, place) => ({
        ...{ ...tally, startedAt: place * DAY, exitCode: isOpen ? (2 as const) : (0 as const) },
        ...{ isEmpty: false, figures: [] },
      }));
      const text = html(Fragment({ children: Trend({ runs, legend: VERDICTS, heads: [] }) }));
      const chart = drawn(text);
      expectInside(chart);
      expect(text.match(/class="open-run"/g)?.length ?? 0).toBe(
        runs.slice(-40).filter(({ exitCode }) => exitCode === 2).length,
      );
      const label = new Date((runs.length - 1) * DAY).toISOString().slice(5, 10);
      expect(text).toContain(`>${label}</text>`);
    }),
  );
});

test.each([
  [0, ['0', '1']],
  [3, ['0', '1', '2', '3']],
  [8, ['0', '2', '4', '6', '8']],
  [44, ['0', '10', '20', '30', '40', '50']],
  [1234, ['0', '500', '1,000', '1,500']],
])('the axis of %d failures has round numbers: %j', (failed, ticks) => {
  const run = { failed, error: 0, waived: 0, startedAt: 0, exitCode: 0, isEmpty: false } as const;
  const runs = [run, { ...run, failed: 0, startedAt: DAY }].map((each) => ({
    ...each,
    figures: [],
  }));
  const text = html(Fragment({ children: Trend({ runs, legend: VERDICTS, heads: [] }) }));
  expect([...text.matchAll(/class="end"[^>]*>([^<]*)/g)].map(([, tick]) => tick)).toEqual(ticks);
});
