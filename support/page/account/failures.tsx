import { fullReason, type Verdict } from '../../control';
import { type AuditResult, bySeverity, type ControlResult, count } from '../../result';
import type { Element } from '../kit/jsx-runtime';
import { SeverityBadge, StatusBadge } from '../kit/parts';
import { FixText } from './controls';

const MOST_PER_CONTROL = 25;
const MOST = 400; // of all: the table above holds the rest

/** The failures as plain text, for paper and for browsers that run no script. */
export function Failures({ result }: { readonly result: AuditResult }): Element {
  const controls = result.results
    .map((control) => ({ control, bad: control.verdicts.filter(isBad) }))
    .filter(({ bad }) => bad.length > 0)
    .sort((a, b) => bySeverity(a.control, b.control));
  let room = MOST;
  return (
    <div class="static failures">
      <h3>{controls.length > 0 ? 'Failures, the most severe first' : 'No failures'}</h3>
      {controls.map(({ control, bad }) => {
        const shown = bad.slice(0, Math.min(MOST_PER_CONTROL, room));
        room -= shown.length;
        return <ControlFailures control={control} shown={shown} more={bad.length - shown.length} />;
      })}
    </div>
  );
}

function isBad({ status }: Verdict): boolean {
  return status === 'failed' || status === 'error';
}

function ControlFailures({
  control: { profile, id, severity, about },
  shown,
  more,
}: {
  readonly control: ControlResult;
  readonly shown: readonly Verdict[];
  readonly more: number;
}): Element {
  return (
    <article>
      <h4>
        {severity && <SeverityBadge severity={severity} />}{' '}
        {profile !== undefined && `${profile} › `}
        {id}
      </h4>
      {about && (
        <p>
          {about.title}. <strong>Fix:</strong> <FixText fix={about.remediation} />
        </p>
      )}
      <ul>
        {shown.map((verdict) => (
          <li>
            <StatusBadge status={verdict.status} />{' '}
            <span class="reason">{fullReason(verdict)}</span>
          </li>
        ))}
        {more > 0 && <li>and {count(more, 'failure')} more</li>}
      </ul>
    </article>
  );
}
