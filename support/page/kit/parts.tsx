import type { Severity, Status } from '../../control';
import { digits, STATUS_WORDS, type Word } from '../../result';
import type { Child, Element } from './jsx-runtime';

/** A state as mark, word and colour. */
export function State({ name, word }: { readonly name: string; readonly word: Word }): Element {
  return (
    <span class={`state ${name}`}>
      <span class="mark" aria-hidden="true">
        {word.mark}
      </span>
      {word.label}
    </span>
  );
}

/** The state of a verdict. */
export function StatusBadge({ status }: { readonly status: Status }): Element {
  return <State name={status} word={STATUS_WORDS[status]} />;
}

/** A severity as word and level. */
export function SeverityBadge({ severity }: { readonly severity: Severity }): Element {
  return <span class={`severity ${severity}`}>{severity}</span>;
}

/** A section with a heading that the bar at the top can lead to. */
export function Section({
  id,
  title,
  children,
  lead,
}: {
  readonly id: string;
  readonly title: string;
  readonly lead?: string;
  readonly children?: Child;
}): Element {
  return (
    <section id={id} class="section" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {lead !== undefined && <p class="lead">{lead}</p>}
      {children}
    </section>
  );
}

/** A list of `most` lines, and how many more there are. */
export function Lines({
  class: name,
  lines,
  most = lines.length,
}: {
  readonly class?: string;
  readonly lines: readonly Child[];
  readonly most?: number;
}): Element {
  return (
    <ul class={name}>
      {lines.slice(0, most).map((line) => (
        <li>{line}</li>
      ))}
      {lines.length > most && <li>and {lines.length - most} more</li>}
    </ul>
  );
}

/** The heads of a table: of what it tells, and of what it counts. */
export function Heads({
  names,
  counts = [],
}: {
  readonly names: readonly string[];
  readonly counts?: readonly string[];
}): Element {
  return (
    <thead>
      <tr>
        {names.map((name) => (
          <th scope="col">{name}</th>
        ))}
        {counts.map((count) => (
          <th scope="col" class="number">
            {count}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** Which columns a table does not have, since all that they could say is 0. */
export function Folded({ names }: { readonly names: readonly string[] }): Element | false {
  return (
    names.length > 0 && <p class="told folded">0 throughout, so not shown: {names.join(', ')}.</p>
  );
}

/** A cell that counts, in its colour; the label is for where the heads are out of sight. */
export function Count({
  name,
  number,
  label,
}: {
  readonly name: string;
  readonly number: number;
  readonly label?: string;
}): Element {
  return (
    <td
      class={`number ${number > 0 ? name : 'none'}`}
      {...(label !== undefined && { 'data-label': label })}
    >
      {digits(number)}
    </td>
  );
}

/** A bar of parts, by the classes that give them their fill. All it says is written beside it. */
export function Meter({
  shares,
  whole,
}: {
  readonly shares: readonly { readonly name: string; readonly share: number }[];
  readonly whole: number;
}): Element {
  let x = 0;
  const rects = shares.map(({ name, share }) => {
    const width = whole > 0 ? (100 * share) / whole : 0;
    const rect = <rect class={`fill-${name}`} x={x} width={width} height={8} />;
    x += width;
    return rect;
  });
  return (
    <svg class="meter" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      {rects}
    </svg>
  );
}

/** A pair of a list of facts, perhaps with a note. */
export function Fact({
  name,
  note,
  children,
}: {
  readonly name: string;
  readonly note?: string | undefined;
  readonly children: Child;
}): Element {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>
        {note === undefined ? children : <strong>{children}</strong>}
        {note !== undefined && <small>{note}</small>}
      </dd>
    </div>
  );
}
