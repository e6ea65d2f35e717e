import { controlNamer, digits, type OrganizationResult } from '../../result';
import type { Element } from '../kit/jsx-runtime';
import { Count, Heads, Section, SeverityBadge } from '../kit/parts';

const COUNTS = [
  'Accounts checked',
  'Accounts failing',
  'Accounts not checked',
  'Failures',
  'Waived',
] as const;

/** What each control came to in all accounts together, the most severe first. */
export function Controls({ result }: { readonly result: OrganizationResult }): Element {
  const nameOf = controlNamer(result);
  return (
    <Section id="controls" title="Controls">
      <section class="card scroll" aria-label="Table of controls" tabindex={0}>
        <table>
          <Heads names={['Control', 'Severity']} counts={COUNTS} />
          <tbody>
            {result.controls.map((control) => (
              <tr>
                <th scope="row">
                  <bdi>{nameOf(control)}</bdi>
                </th>
                <td>{control.severity && <SeverityBadge severity={control.severity} />}</td>
                <td class="number">{digits(control.accounts - control.accountsError)}</td>
                <Count name="failed" number={control.accountsFailed} />
                <Count name="error" number={control.accountsError} />
                <Count name="failed" number={control.counts.failed} />
                <Count name="waived" number={control.counts.waived} />
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  );
}
