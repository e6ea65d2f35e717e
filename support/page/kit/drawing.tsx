import type { Element } from './jsx-runtime';

/** Of all charts, in pixels: they are scaled a little to fit. */
export const WIDTH = 360;

/** What is not as it should be, of a control or of a run. */
export interface Tally {
  readonly failed: number;
  readonly error: number;
  readonly waived: number;
}

/** The parts of a tally, in the order in which they are drawn. */
export const TALLY = ['failed', 'error', 'waived'] as const;

const FILL = {
  failed: 'var(--failed)',
  error: 'url(#hatch-error)',
  waived: 'url(#hatch-waived)',
} as const;

/** All that is not as it should be. */
export function total({ failed, error, waived }: Tally): number {
  return failed + error + waived;
}

/** A coordinate, to a tenth of a pixel. */
export function px(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The parts of a tally, one after the other, each where `bar` puts it. */
export function Stack({
  tally,
  bar,
}: {
  readonly tally: Tally;
  readonly bar: (
    from: number,
    to: number,
  ) => Readonly<Record<'x' | 'y' | 'width' | 'height', number>>;
}): Element {
  let from = 0;
  return (
    <>
      {TALLY.map((part) => {
        const to = from + tally[part];
        const drawn = tally[part] > 0 && <rect {...bar(from, to)} fill={FILL[part]} />;
        from = to;
        return drawn;
      })}
    </>
  );
}

/** The fills that differ in more than colour: for those who see none, and for paper. */
export function Patterns(): Element {
  return (
    <svg class="patterns" width={0} height={0} aria-hidden="true">
      <defs>
        {TALLY.map((name) => (
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
