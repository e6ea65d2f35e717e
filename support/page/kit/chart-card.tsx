import { digits, STATUS_WORDS } from '../../result';
import { TALLY, type Tally, WIDTH } from './drawing';
import type { Element } from './jsx-runtime';
import { Heads, Lines } from './parts';

/** The heads of the columns with the figures of a tally. */
export const TALLY_HEADS = TALLY.map((key) => STATUS_WORDS[key].label);

/** The figures of a tally. */
export function figuresOf(tally: Tally): readonly number[] {
  return TALLY.map((key) => tally[key]);
}

/** The parts of a tally in a legend, by what they are called there. */
export type Legend = readonly (readonly [part: (typeof TALLY)[number], name: string])[];

/** Of verdicts. */
export const VERDICTS: Legend = TALLY.map((key) => [key, STATUS_WORDS[key].label]);

/** A row of figures; the first column says what they are of. */
export type Figures = readonly [string, ...(readonly number[])];

/** A chart, what it tells in one line, and its figures as a table; nothing where there is nothing to draw. */
export function ChartCard({
  id,
  class: name = '',
  title,
  told,
  drawing,
  height,
  legend,
  heads,
  figures,
  note,
}: {
  readonly id: string;
  readonly class?: string;
  readonly title: string;
  readonly told: string;
  readonly drawing: Element | false;
  readonly height: number;
  readonly legend?: Legend;
  readonly heads: readonly string[];
  readonly figures: readonly Figures[];
  readonly note?: string;
}): Element | false {
  if (!drawing) return false;
  return (
    <figure class={`card chart-card ${name}`} aria-labelledby={`${id}-title`}>
      <figcaption>
        <h2 id={`${id}-title`}>{title}</h2>
        <p class="told">{told}</p>
      </figcaption>
      {legend && <LegendLine legend={legend} />}
      <div class="chart" role="img" aria-label={`${title}: ${told}`}>
        <svg viewBox={`0 0 ${WIDTH} ${height}`} aria-hidden="true">
          {drawing}
        </svg>
      </div>
      <details class="figures">
        <summary>
          Figures<span class="hidden"> of {title}</span>
        </summary>
        {note !== undefined && <p>{note}</p>}
        <FiguresTable heads={heads} rows={figures} />
      </details>
    </figure>
  );
}

function LegendLine({ legend }: { readonly legend: Legend }): Element {
  return (
    <Lines
      class="legend"
      lines={legend.map(([part, name]) => (
        <>
          <span class={`swatch ${part}`} aria-hidden="true" />
          {name}
        </>
      ))}
    />
  );
}

function FiguresTable({
  heads,
  rows,
}: {
  readonly heads: readonly string[];
  readonly rows: readonly Figures[];
}): Element {
  return (
    <table>
      <Heads names={heads} />
      <tbody>
        {rows.map(([name, ...figures]) => (
          <tr>
            <th scope="row">
              <bdi>{name}</bdi>
            </th>
            {figures.map((figure) => (
              <td class="number">{digits(figure)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
