import { hash } from 'node:crypto';
import type { Waiver } from '../../control';
import {
  type AuditedReport,
  type AuditResult,
  idleLists,
  sourceLabel,
  subjectsText,
  utcDay,
  type WaiverGroup,
  waiverGroups,
  waiverUse,
} from '../../result';
import { Run } from '../kit/glance';
import type { Element } from '../kit/jsx-runtime';
import { Fact, Heads, Lines, Section } from '../kit/parts';
import { agesMeasuredAt, population, rootCredentials, sourceNote } from './facts';
import { settingsForPeople } from './settings';

const MOST = 200;

/** Whether there is anything to remark. */
export function hasRemarks(result: AuditResult): boolean {
  return result.waivers.length + remarksOf(result).length > 0;
}

/** What was accepted, what was not reviewed, and what else deserves a look. */
export function Remarks({ result }: { readonly result: AuditResult }): Element {
  return (
    <Section id="remarks" title="Waivers and remarks">
      <div class="card long">
        <Waivers result={result} />
        <Lines class="remarks" lines={remarksOf(result)} most={MOST} />
      </div>
    </Section>
  );
}

function remarksOf(result: AuditResult): readonly string[] {
  return [...notReviewed(result), ...notes(result)];
}

function notReviewed({ results }: AuditResult): readonly string[] {
  return results.flatMap(({ id, verdicts }) =>
    verdicts
      .filter(({ status }) => status === 'notReviewed')
      .map(({ reason }) => `${id}: ${reason}`),
  );
}

function notes(result: AuditResult): readonly string[] {
  const { audited } = result;
  if (!audited) return [];
  const empty = idleLists(result);
  return [...audited.snapshot.notes, ...empty.map((name) => `The ${name} matches no user.`)];
}

const HEADS = ['Subject', 'Control', 'State', 'Until', 'Reason', 'Owner', 'Approved by', 'Ticket'];

function Waivers({ result }: { readonly result: AuditResult }): Element | false {
  const { waivers, audited } = result;
  if (waivers.length === 0) return false;
  const stateOf = audited ? states(result, audited) : () => 'not tried';
  return (
    <section class="scroll" aria-label="Table of waivers" tabindex={0}>
      <table class="waivers">
        <Heads names={HEADS} />
        <tbody>
          {waiverGroups(waivers).flatMap((group) =>
            [...byState(group, stateOf)].map(([state, own]) => (
              <WaiverRow group={{ ...group, waivers: own }} state={state} />
            )),
          )}
        </tbody>
      </table>
    </section>
  );
}

function states({ waivers, results }: AuditResult, { report }: AuditedReport) {
  const use = waiverUse(waivers, results, report.asOf, report.users);
  const [used, ending, stale] = [new Set(use.used), new Set(use.ending), new Set(use.stale)];
  return (waiver: Waiver): string => {
    if (waiver.expires < report.asOf) return 'expired: it changes nothing';
    if (ending.has(waiver)) return 'in use, ends soon';
    if (used.has(waiver)) return 'in use';
    return stale.has(waiver) ? 'matches nothing: delete it' : 'not needed';
  };
}

function byState(
  { waivers }: WaiverGroup,
  stateOf: (waiver: Waiver) => string,
): ReadonlyMap<string, readonly Waiver[]> {
  const states = new Map<string, Waiver[]>();
  for (const waiver of waivers) {
    const state = stateOf(waiver);
    const own = states.get(state);
    if (own) own.push(waiver);
    else states.set(state, [waiver]);
  }
  return states;
}

/** Of an entry with more subjects the first: the verdicts name each that is waived. */
const SUBJECTS = 20;

function WaiverRow({
  group,
  state,
}: {
  readonly group: WaiverGroup;
  readonly state: string;
}): Element {
  const { waivers, control, expires, reason, owner, approvedBy, ticket = '' } = group;
  const subjects = subjectsText(waivers, SUBJECTS);
  const until = utcDay(expires);
  return (
    <tr>
      {[subjects, control, state, until, reason, owner, approvedBy, ticket].map((text) => (
        <td>
          <bdi>{text}</bdi>
        </td>
      ))}
    </tr>
  );
}

/** What ran, on what. */
export function ThisRun({ result }: { readonly result: AuditResult }): Element {
  const { run, audited, failOn } = result;
  return (
    <Run
      title="Run"
      run={run}
      outcome={result}
      settings={settingsForPeople(run.settings)}
      note={
        <p class="lead verify">
          Whether this bundle is whole, follows from its report and is signed, no page in it can
          say. This does: <code>npx iamspec verify &lt;bundle&gt;</code>
        </p>
      }
    >
      <Fact name="Fails on">{failOn} and worse</Fact>
      {audited && (
        <>
          <Fact name="Source">
            {sourceLabel(audited)}, {sourceNote(audited)}
          </Fact>
          <Fact name="Caller">{audited.snapshot.caller?.arn ?? 'none: a saved report'}</Fact>
          <Fact name="Ages measured at">{agesMeasuredAt(audited)}</Fact>
          <Fact name="Population">{population(audited)}</Fact>
          <Fact name="Root, besides">{rootCredentials(audited)}</Fact>
          <Fact name="SHA-256 of report.csv">{hash('sha256', audited.snapshot.content)}</Fact>
        </>
      )}
    </Run>
  );
}
