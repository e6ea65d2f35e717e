import type { Status } from '../../control';
import {
  type AuditResult,
  bySeverity,
  type ControlResult,
  classLimits,
  countsOf,
  limitsOf,
  notRunOf,
  STATUS_WORDS,
  STATUSES,
  splitFix,
  totalOf,
} from '../../result';
import type { Element } from '../kit/jsx-runtime';
import { Count, Fact, Folded, Heads, Section, SeverityBadge } from '../kit/parts';

/** Every control that was selected, what it holds against whom, and what came of it: what fails first. */
export function Controls({ result }: { readonly result: AuditResult }): Element {
  const total = totalOf(result);
  const shown = STATUSES.filter((status) => total[status] > 0);
  const isPartial = notRunOf(result) > 0;
  const folded = STATUSES.filter((status) => total[status] === 0);
  const controls = result.results.map((control, place) => ({ control, place }));
  return (
    <Section
      id="controls"
      title="Controls"
      lead="What was checked, at which limits, and what came of it. One that is opened lists its failures."
    >
      <section class="card scroll long" aria-label="Table of controls" tabindex={0}>
        <table class="controls">
          <Heads
            names={['Control', 'Severity']}
            counts={[
              ...shown.map((status) => STATUS_WORDS[status].label),
              ...(isPartial ? ['not run'] : []),
            ]}
          />
          <tbody>
            {controls.sort(failingFirst).map((each) => (
              <ControlRow {...each} shown={shown} isPartial={isPartial} />
            ))}
          </tbody>
        </table>
        <Folded names={folded.map((status) => STATUS_WORDS[status].label)} />
      </section>
    </Section>
  );
}

interface Placed {
  readonly control: ControlResult;
  /** Among the results: the script knows it by that. */
  readonly place: number;
}

function failingFirst(a: Placed, b: Placed): number {
  const fails = ({ control }: Placed) => {
    const { failed, error } = countsOf(control);
    return failed + error > 0;
  };
  return Number(fails(b)) - Number(fails(a)) || bySeverity(a.control, b.control);
}

function ControlRow({
  control,
  place,
  shown,
  isPartial,
}: Placed & {
  readonly shown: readonly Status[];
  readonly isPartial: boolean;
}): Element {
  const { severity, notRun } = control;
  const counts = countsOf(control);
  return (
    <tr>
      <th scope="row">
        <About control={control} place={place} />
      </th>
      <td>{severity ? <SeverityBadge severity={severity} /> : 'none given'}</td>
      {shown.map((status) => (
        <Count number={counts[status]} name={status} label={STATUS_WORDS[status].label} />
      ))}
      {isPartial && <Count number={notRun} name="notRun" label="not run" />}
    </tr>
  );
}

function About({ control, place }: Placed): Element {
  const { profile, id, about, inputs, requirements } = control;
  const limits = limitsOf(inputs);
  return (
    <details data-control={String(place)}>
      <summary>
        {id}
        {limits !== '' && <small> {limits}</small>}
      </summary>
      <dl class="about-control">
        <Fact name="Profile">{profile ?? 'none: a plain test'}</Fact>
        {requirements.length > 0 && <Fact name="Requirements">{requirements.join(', ')}</Fact>}
        {about && (
          <>
            <Fact name="What holds">{about.title}</Fact>
            <Fact name="Why">{about.rationale}</Fact>
            <Fact name="Fix">
              <FixText fix={about.remediation} />
            </Fact>
            <Fact name="NIST SP 800-53 r5">{about.nist.join(', ') || 'none'}</Fact>
          </>
        )}
        {classLimits(control).map((limit) => (
          <Fact name="Class">{limit}</Fact>
        ))}
      </dl>
    </details>
  );
}

/** What to do, the commands on lines of their own. */
export function FixText({ fix }: { readonly fix: string }): Element {
  const { words, commands } = splitFix(fix);
  return (
    <>
      {words}
      {commands.map((command) => (
        <code class="command">{command}</code>
      ))}
    </>
  );
}
