import { formatInstant } from '../../report';
import { type AuditResult, sourceLabel } from '../audit-result';
import { totalOf } from './counts';
import { type Headline, notices, reportAge, sourceNote } from './facts';
import type { Element } from './jsx-runtime';
import { Fact, Meter, SeverityBadge, StatusBadge } from './parts';
import { failingSubjects, type Subject } from './subjects';
import { count, digits, SEVERITIES_DOWN, STATUSES } from './words';

const LINKS = [
  ['requirements', 'Requirements'],
  ['users', 'Users'],
  ['controls', 'Controls'],
  ['remarks', 'Waivers and remarks'],
  ['run', 'Run'],
] as const;

/** A run, and what is said of it as a whole. */
export interface Said {
  readonly result: AuditResult;
  readonly headline: Headline;
}

/** What stays in sight: the verdict and the account, so that no part is taken for another run's. */
export function TopBar({ result: { audited }, headline: { tone, mark, title } }: Said): Element {
  return (
    <div class="top-bar">
      <p class="identity">
        {audited && sourceLabel(audited) === 'DEMO' && <strong class="demo">DEMO</strong>}
        <strong class={`pill ${tone}`}>
          <span aria-hidden="true">{mark}</span> {title}
        </strong>
        <span class="account">{audited?.report.accountId ?? 'no report'}</span>
      </p>
      <nav aria-label="Sections">
        {LINKS.map(([id, text]) => (
          <a href={`#${id}`}>{text}</a>
        ))}
      </nav>
    </div>
  );
}

/** The verdict, and on what. */
export function Banner({ result, headline: { tone, mark, title, detail } }: Said): Element {
  return (
    <div class={`banner ${tone}`}>
      {notices(result).map((notice) => (
        <p class="notice">{notice}</p>
      ))}
      <h1>
        <span class="mark" aria-hidden="true">
          {mark}
        </span>
        <span class="hidden">IAM credential audit: </span>
        {title}
      </h1>
      <p class="detail">
        {detail} <span class="exit">Exit code {result.exitCode}.</span>
      </p>
      {result.problems.length > 0 && <Problems problems={result.problems} />}
      <Facts result={result} />
    </div>
  );
}

function Problems({ problems }: { readonly problems: readonly string[] }): Element {
  return (
    <div class="problems">
      <h2>Why it could not check</h2>
      <ul>
        {problems.map((problem) => (
          <li>{problem}</li>
        ))}
      </ul>
    </div>
  );
}

function Facts({ result }: { readonly result: AuditResult }): Element {
  const { audited, profiles, run, failOn } = result;
  const age = audited && reportAge(audited);
  return (
    <dl class="facts">
      {audited && (
        <>
          <Fact
            name="Account"
            note={`${audited.report.partition}, ${count(audited.report.users.length, 'user')} and root`}
          >
            {audited.report.accountId}
          </Fact>
          <Fact name="Report age when read" note={age?.long}>
            {age?.short}
          </Fact>
          <Fact name="Source" note={sourceNote(audited)}>
            {sourceLabel(audited)}
          </Fact>
        </>
      )}
      <Fact
        name={profiles.length === 1 ? 'Profile' : 'Profiles'}
        note={`fails on ${failOn} and worse`}
      >
        {profiles.map(({ name }) => name).join(', ') || 'none'}
      </Fact>
      <Fact name="Run" note={`iamspec ${run.version}`}>
        <time datetime={formatInstant(run.startedAt)}>{formatInstant(run.startedAt)}</time>
      </Fact>
    </dl>
  );
}

/** How many verdicts of each kind. */
export function Statuses({ result }: { readonly result: AuditResult }): Element {
  const counts = totalOf(result);
  const shares = STATUSES.map((name) => ({ name, share: counts[name] }));
  const whole = shares.reduce((sum, { share }) => sum + share, 0);
  return (
    <section class="card statuses" aria-labelledby="verdicts-title">
      <h2 id="verdicts-title">{count(whole, 'verdict')}</h2>
      <Meter shares={shares} whole={whole} />
      <ul class="counts">
        {STATUSES.map((status) => (
          <li class={counts[status] === 0 ? 'none' : ''}>
            <strong>{digits(counts[status])}</strong>
            <StatusBadge status={status} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Whom failures are about, by how bad they are. */
export function Severities({ subjects }: { readonly subjects: readonly Subject[] }): Element {
  const failing = failingSubjects(subjects);
  const most = Math.max(1, ...SEVERITIES_DOWN.map((severity) => failing[severity].subjects));
  return (
    <section class="card" aria-labelledby="severities-title">
      <h2 id="severities-title">Failing users by severity</h2>
      <table class="severities">
        <thead>
          <tr>
            <th scope="col">Severity</th>
            <th scope="col" class="number">
              Users
            </th>
            <td />
            <th scope="col" class="number">
              Failures
            </th>
          </tr>
        </thead>
        <tbody>
          {SEVERITIES_DOWN.map((severity) => (
            <tr class={failing[severity].subjects === 0 ? 'none' : ''}>
              <th scope="row">
                <SeverityBadge severity={severity} />
              </th>
              <td class="number large">{digits(failing[severity].subjects)}</td>
              <td class="bar">
                <Meter
                  shares={[{ name: 'failed', share: failing[severity].subjects }]}
                  whole={most}
                />
              </td>
              <td class="number">{digits(failing[severity].failures)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="told">Root, and the account where it fails as a whole, count as one each.</p>
    </section>
  );
}
