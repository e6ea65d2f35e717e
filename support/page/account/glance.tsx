import {
  type AuditResult,
  count,
  failingSubjects,
  isDemo,
  type JudgedSubject,
  SEVERITIES_DOWN,
  STATUS_WORDS,
  STATUSES,
  sourceLabel,
  totalOf,
} from '../../result';
import { Counts, Header, type Headline, RunFact, Severities } from '../kit/glance';
import type { Element } from '../kit/jsx-runtime';
import { Fact } from '../kit/parts';
import { notices, reportAge, sourceNote } from './facts';

/** The verdict, and on what. */
export function AccountHeader({
  result,
  headline,
  sections,
}: {
  readonly result: AuditResult;
  readonly headline: Headline;
  readonly sections: readonly (readonly [id: string, name: string])[];
}): Element {
  return (
    <Header
      headline={headline}
      outcome={result}
      isDemo={isDemo(result)}
      about={result.audited?.report.accountId ?? 'no report'}
      audited="IAM credential audit"
      sections={sections}
      notices={notices(result)}
    >
      <Facts result={result} />
    </Header>
  );
}

function Facts({ result }: { readonly result: AuditResult }): Element {
  const { audited, profiles, run, failOn } = result;
  const age = audited && reportAge(audited);
  return (
    <>
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
      <RunFact run={run} />
    </>
  );
}

/** How many verdicts of each kind. */
export function Statuses({ result }: { readonly result: AuditResult }): Element {
  const total = totalOf(result);
  const counts = STATUSES.map((name) => ({ name, word: STATUS_WORDS[name], number: total[name] }));
  const whole = counts.reduce((sum, { number }) => sum + number, 0);
  return <Counts id="verdicts" title={count(whole, 'verdict')} counts={counts} />;
}

/** Whom failures are about, by how bad they are. */
export function FailingUsers({
  subjects,
}: {
  readonly subjects: readonly JudgedSubject[];
}): Element {
  const failing = failingSubjects(subjects);
  return (
    <Severities
      of="users"
      rows={SEVERITIES_DOWN.map((severity) => ({
        severity,
        failing: failing[severity].subjects,
        failures: failing[severity].failures,
      }))}
      told="Root, and the account where it fails as a whole, count as one each."
    />
  );
}
