import { TALLY } from './bars';
import { type Child, type Element, jsx } from './jsx-runtime';
import { digits, STATUS_WORDS } from './words';

/** A chart, what it tells in one line, and its figures as a table for those who rather read. */
export function ChartCard({
  id,
  class: name = '',
  title,
  told,
  svg,
  legend,
  children,
}: {
  readonly id: string;
  readonly class?: string;
  readonly title: string;
  readonly told: string;
  /** undefined where there is nothing to draw. */
  readonly svg: string | undefined;
  readonly legend?: boolean;
  /** The figures. */
  readonly children?: Child;
}): Element {
  return (
    <figure class={`card chart-card ${name}`} aria-labelledby={`${id}-title`}>
      <figcaption>
        <h2 id={`${id}-title`}>{title}</h2>
        <p class="told">{told}</p>
      </figcaption>
      {svg !== undefined && (
        <>
          {legend && <Legend />}
          {drawing(svg, `${title}: ${told}`)}
          <details class="figures">
            <summary>
              Figures<span class="hidden"> of {title}</span>
            </summary>
            {children}
          </details>
        </>
      )}
    </figure>
  );
}

// ECharts has escaped its texts.
function drawing(svg: string, label: string): Element {
  const dangerouslySetInnerHTML = { __html: svg };
  return jsx('div', { class: 'chart', role: 'img', 'aria-label': label, dangerouslySetInnerHTML });
}

function Legend(): Element {
  return (
    <ul class="legend">
      {TALLY.map(({ key }) => (
        <li>
          <span class={`swatch ${key}`} aria-hidden="true" />
          {STATUS_WORDS[key].label}
        </li>
      ))}
    </ul>
  );
}

/** Figures in rows; the first column says what they are of. */
export function FiguresTable({
  heads,
  rows,
}: {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly [string, ...(readonly number[])])[];
}): Element {
  return (
    <table>
      <thead>
        <tr>
          {heads.map((head) => (
            <th scope="col">{head}</th>
          ))}
        </tr>
      </thead>
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
