import {
  type AuditResult,
  type ControlResult,
  classLimits,
  countsOf,
  limitsOf,
  STATUS_WORDS,
  STATUSES,
  splitFix,
} from '../../result';
import type { Element } from '../kit/jsx-runtime';
import { Count, Fact, Heads, Section, SeverityBadge } from '../kit/parts';

/** Every control that was selected, what it holds against whom, and what came of it. */
export function Controls({ result }: { readonly result: AuditResult }): Element {
  const lead = 'What was checked, at which limits, and what came of it.';
  return (
    <Section id="controls" title="Controls" lead={lead}>
      <section class="card scroll long" aria-label="Table of controls" tabindex={0}>
        <table class="controls">
          <Heads
            names={['Control', 'Severity']}
            counts={[...STATUSES.map((status) => STATUS_WORDS[status].label), 'not run']}
          />
          <tbody>
            {result.results.map((control) => (
              <ControlRow control={control} />
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  );
}

function ControlRow({ control }: { readonly control: ControlResult }): Element {
  const { severity, notRun } = control;
  const counts = countsOf(control);
  return (
    <tr>
      <th scope="row">
        <About control={control} />
      </th>
      <td>{severity ? <SeverityBadge severity={severity} /> : 'none given'}</td>
      {STATUSES.map((status) => (
        <Count number={counts[status]} name={status} label={STATUS_WORDS[status].label} />
      ))}
      <Count number={notRun} name="notRun" label="not run" />
    </tr>
  );
}

function About({ control }: { readonly control: ControlResult }): Element {
  const { profile, id, about, inputs, requirements } = control;
  const limits = limitsOf(inputs);
  return (
    <details>
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
