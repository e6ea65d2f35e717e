import type { ExitCode, Severity } from '../../control';
import { formatInstant } from '../../report';
import { digits, type RunIdentity, type Word } from '../../result';
import type { Child, Element } from './jsx-runtime';
import { Fact, Lines, Meter, Section, SeverityBadge, State } from './parts';

/** The verdict on the whole. `open`: nothing failed that counts, but it is no plain pass either. */
export interface Headline {
  readonly tone: 'passed' | 'open' | 'failed' | 'error';
  readonly mark: string;
  readonly title: string;
  readonly detail: string;
}

/** How a run ended, and why it could not check. */
export interface Outcome {
  readonly exitCode: ExitCode;
  readonly problems: readonly string[];
}

interface HeaderProps {
  readonly headline: Headline;
  readonly outcome: Outcome;
  readonly isDemo?: boolean;
  /** Whose run it is. */
  readonly about: string;
  /** What was audited, for those who do not see the page. */
  readonly audited: string;
  readonly sections: readonly (readonly [id: string, name: string])[];
  readonly notices: readonly string[];
  readonly children: Child;
}

/** The verdict, and on what: in a bar that stays in sight, and large with the facts inside. */
export function Header(props: HeaderProps): Element {
  return (
    <>
      <TopBar {...props} />
      <Banner {...props} />
    </>
  );
}

// Always in sight, so that no part is taken for another run's.
function TopBar({
  headline: { tone, mark, title },
  isDemo = false,
  about,
  sections,
}: HeaderProps): Element {
  return (
    <div class="top-bar">
      <p class="identity">
        {isDemo && <strong class="demo">DEMO</strong>}
        <strong class={`pill ${tone}`}>
          <span aria-hidden="true">{mark}</span> {title}
        </strong>
        <span class="account">{about}</span>
      </p>
      <nav aria-label="Sections">
        {sections.map(([id, name]) => (
          <a href={`#${id}`}>{name}</a>
        ))}
      </nav>
    </div>
  );
}

function Banner({
  headline: { tone, mark, title, detail },
  outcome: { exitCode, problems },
  audited,
  notices,
  children,
}: HeaderProps): Element {
  return (
    <div class={`banner ${tone}`}>
      {notices.map((notice) => (
        <p class="notice">{notice}</p>
      ))}
      <div class="headline">
        <h1>
          <span class="mark" aria-hidden="true">
            {mark}
          </span>
          <span class="hidden">{audited}: </span>
          {title}
        </h1>
        <p class="detail">
          {detail} <span class="exit">Exit code {exitCode}.</span>
        </p>
      </div>
      {problems.length > 0 && (
        <div class="problems">
          <h2>Why it could not check</h2>
          <Lines lines={problems} />
        </div>
      )}
      <dl class="facts">{children}</dl>
    </div>
  );
}

/** When a run started, and what ran. */
export function RunFact({ run: { startedAt, version } }: { readonly run: RunIdentity }): Element {
  return (
    <Fact name="Run" note={`iamspec ${version}`}>
      <time datetime={formatInstant(startedAt)}>{formatInstant(startedAt)}</time>
    </Fact>
  );
}

/** How many there are of each state, by its class and its word. */
export function Counts({
  id,
  title,
  class: name = '',
  counts,
}: {
  readonly id: string;
  readonly title: string;
  readonly class?: string;
  readonly counts: readonly {
    readonly name: string;
    readonly word: Word;
    readonly number: number;
  }[];
}): Element {
  const shares = counts.map(({ name, number }) => ({ name, share: number }));
  return (
    <section class="card statuses" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      <Meter shares={shares} whole={shares.reduce((sum, { share }) => sum + share, 0)} />
      <ul class={`counts ${name}`}>
        {counts.map(({ name, word, number }) => (
          <li class={number === 0 ? 'none' : ''}>
            <strong>{digits(number)}</strong>
            <State name={name} word={word} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What fails, by how bad it is; `of` what is counted. Nothing where nothing fails. */
export function Severities({
  of,
  rows,
  told,
}: {
  readonly of: string;
  readonly rows: readonly {
    readonly severity: Severity;
    readonly failing: number;
    readonly failures: number;
  }[];
  readonly told?: string;
}): Element | false {
  const most = Math.max(...rows.map(({ failing }) => failing));
  if (most === 0) return false;
  return (
    <section class="card" aria-labelledby="severities-title">
      <h2 id="severities-title">Failing {of} by severity</h2>
      <table class="severities">
        <thead>
          <tr>
            <th scope="col">Severity</th>
            <th scope="col" class="number">
              {of.replace(/^./, (first) => first.toUpperCase())}
            </th>
            <td />
            <th scope="col" class="number">
              Failures
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ severity, failing, failures }) => (
            <tr class={failing === 0 ? 'none' : ''}>
              <th scope="row">
                <SeverityBadge severity={severity} />
              </th>
              <td class="number large">{digits(failing)}</td>
              <td class="bar">
                <Meter shares={[{ name: 'failed', share: failing }]} whole={most} />
              </td>
              <td class="number">{digits(failures)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {told !== undefined && <p class="told">{told}</p>}
    </section>
  );
}

/** What ran, enough to run it again, with more facts inside. */
export function Run({
  title,
  run: { id, startedAt, version, commit },
  outcome: { exitCode },
  settings,
  note,
  children,
}: {
  readonly title: string;
  readonly run: RunIdentity;
  readonly outcome: Outcome;
  readonly settings: readonly (readonly [name: string, value: string])[];
  readonly note?: Child;
  readonly children?: Child;
}): Element {
  return (
    <Section id="run" title={title}>
      <dl class="card long run">
        <Fact name="Id">{id}</Fact>
        <Fact name="Started">{formatInstant(startedAt)}</Fact>
        <Fact name="iamspec">
          {version}
          {commit !== undefined && `, commit ${commit}`}
        </Fact>
        <Fact name="Exit code">{exitCode}</Fact>
        {children}
        {settings.map(([name, value]) => (
          <Fact name={name}>{value}</Fact>
        ))}
      </dl>
      {note}
    </Section>
  );
}
