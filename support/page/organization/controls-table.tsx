import { type ControlSummary, controlNamer, type OrganizationResult } from '../../result';
import type { Element } from '../kit/jsx-runtime';
import { Count, Folded, Heads, Section, SeverityBadge } from '../kit/parts';

/** What is counted of each, and the state that gives it its colour. */
const COLUMNS: readonly {
  readonly label: string;
  readonly name: string;
  readonly of: (control: ControlSummary) => number;
}[] = [
  {
    label: 'Accounts checked',
    name: '',
    of: ({ accounts, accountsError }) => accounts - accountsError,
  },
  { label: 'Accounts failing', name: 'failed', of: ({ accountsFailed }) => accountsFailed },
  { label: 'Accounts not checked', name: 'error', of: ({ accountsError }) => accountsError },
  { label: 'Failures', name: 'failed', of: ({ counts }) => counts.failed },
  { label: 'Waived', name: 'waived', of: ({ counts }) => counts.waived },
];

/** What each control came to in all accounts together, the most severe first. */
export function Controls({ result }: { readonly result: OrganizationResult }): Element {
  const { controls } = result;
  const nameOf = controlNamer(result);
  const isShown = ({ of }: (typeof COLUMNS)[number]) => controls.some((each) => of(each) > 0);
  const shown = COLUMNS.filter(isShown);
  const folded = COLUMNS.filter((column) => !isShown(column));
  return (
    <Section id="controls" title="Controls">
      <section class="card scroll" aria-label="Table of controls" tabindex={0}>
        <table>
          <Heads names={['Control', 'Severity']} counts={shown.map(({ label }) => label)} />
          <tbody>
            {controls.map((control) => (
              <tr>
                <th scope="row">
                  <bdi>{nameOf(control)}</bdi>
                </th>
                <td>{control.severity && <SeverityBadge severity={control.severity} />}</td>
                {shown.map(({ name, of }) => (
                  <Count name={name} number={of(control)} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        <Folded names={folded.map(({ label }) => label)} />
      </section>
    </Section>
  );
}
