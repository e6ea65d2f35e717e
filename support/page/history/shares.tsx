import { formatInstant } from '../../report';
import { addedUp, type ControlHistory, percent } from '../../result';
import { px, WIDTH } from '../kit/drawing';
import type { Child, Element } from '../kit/jsx-runtime';

const HEIGHT = 128;
const [LEFT, RIGHT, TOP, BOTTOM] = [44, WIDTH - 8, 12, HEIGHT - 22];

/** The share of compliant subjects over time, of all controls together; nothing where it is not known twice. */
export function Shares({
  id,
  controls,
}: {
  readonly id: string;
  readonly controls: readonly ControlHistory[];
}): Child {
  const points = addedUp(controls);
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 2) return false;
  const span = Math.max(1, last.startedAt - first.startedAt);
  const xOf = (at: number) => px(LEFT + ((at - first.startedAt) / span) * (RIGHT - LEFT));
  const yOf = (share: number) => px(BOTTOM - share * (BOTTOM - TOP));
  const told = `${percent(first.share)} on ${day(first.startedAt)}, ${percent(last.share)} on ${day(last.startedAt)}.`;
  const line = points.map(({ startedAt, share }) => `${xOf(startedAt)},${yOf(share)}`).join(' ');
  return (
    <figure class="card chart-card" aria-labelledby={`${id}-title`}>
      <figcaption>
        <h2 id={`${id}-title`}>Compliant subjects</h2>
        <p class="told">{told}</p>
      </figcaption>
      <div class="chart" role="img" aria-label={`Compliant subjects: ${told}`}>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
          {[0, 0.5, 1].map((share) => (
            <Tick y={yOf(share)} text={`${share * 100}%`} />
          ))}
          <polyline class="shares" points={line} />
        </svg>
      </div>
    </figure>
  );
}

function Tick({ y, text }: { readonly y: number; readonly text: string }): Element {
  return (
    <>
      <line x1={LEFT} x2={RIGHT} y1={y} y2={y} />
      <text class="end" x={LEFT - 6} y={y + 4}>
        {text}
      </text>
    </>
  );
}

function day(instant: number): string {
  return formatInstant(instant).slice(0, 'YYYY-MM-DD'.length);
}
