import { fullReason, type Verdict } from '../../control';
import { type AuditResult, bySeverity, type ControlResult, count } from '../../result';
import type { Element } from '../kit/jsx-runtime';
import { Section, SeverityBadge, StatusBadge } from '../kit/parts';
import { visible } from '../kit/visible';
import { FixText } from './controls';

const MOST_PER_CONTROL = 25;
const MOST = 400; // of all: the table of users holds the rest
const NAMED = 3; // before one opens the list
const NEVER = Number.MAX_SAFE_INTEGER;

/** Whether anything failed or could not be checked. */
export function hasFailures({ results }: AuditResult): boolean {
  return results.some(({ verdicts }) => verdicts.some(isBad));
}

/** The failures of each control, the most severe first, with their fix: on screen as on paper. */
export function Failures({ result }: { readonly result: AuditResult }): Element {
  const controls = result.results
    .map((control, place) => ({ control, place, bad: control.verdicts.filter(isBad) }))
    .filter(({ bad }) => bad.length > 0)
    .sort((a, b) => bySeverity(a.control, b.control));
  let room = MOST;
  return (
    <Section id="failures" title="Failures, the most severe first">
      <div class="failures">
        {controls.map(({ control, place, bad }) => {
          const shown = bad.sort(longestFirst).slice(0, Math.min(MOST_PER_CONTROL, room));
          room -= shown.length;
          return <ControlFailures control={control} place={place} all={bad} shown={shown} />;
        })}
      </div>
    </Section>
  );
}

// Those without a date after those with one.
function longestFirst(a: Verdict, b: Verdict): number {
  return (a.dueAt ?? NEVER) - (b.dueAt ?? NEVER);
}

function isBad({ status }: Verdict): boolean {
  return status === 'failed' || status === 'error';
}

function ControlFailures({
  control: { profile, id, severity, about },
  place,
  all,
  shown,
}: {
  readonly control: ControlResult;
  readonly place: number;
  readonly all: readonly Verdict[];
  readonly shown: readonly Verdict[];
}): Element {
  const more = all.length - shown.length;
  return (
    <article id={`failures-${place}`} class="card long">
      <h3>
        {severity && <SeverityBadge severity={severity} />} {about?.title ?? id}{' '}
        <small>
          {profile !== undefined && `${profile} › `}
          {id}
        </small>
      </h3>
      {about && (
        <p>
          <strong>Fix:</strong> <FixText fix={about.remediation} />
        </p>
      )}
      <details>
        <summary>
          {count(all.length, 'failure')}
          <small> {namesOf(shown)}</small>
        </summary>
        <ul>
          {shown.map((verdict) => (
            <li>
              <StatusBadge status={verdict.status} />{' '}
              <span class="reason">{fullReason(verdict)}</span>
            </li>
          ))}
          {more > 0 && (
            <li data-jump={`users?${new URLSearchParams({ control: visible(id) })}`}>
              and {count(more, 'failure')} more
            </li>
          )}
        </ul>
      </details>
    </article>
  );
}

function namesOf(verdicts: readonly Verdict[]): string {
  return verdicts
    .slice(0, NAMED)
    .map(({ subject }) => subject)
    .join(', ');
}
