import type { Element } from '../../evidence/page/jsx-runtime';
import { Section, SeverityBadge } from '../../evidence/page/parts';
import { digits } from '../../evidence/page/words';
import type { ControlSummary, OrganizationResult } from '../organization-result';
import { nameOfControl, severalProfiles } from './names';

const HEADS = [
  'Accounts checked',
  'Accounts failing',
  'Accounts not checked',
  'Failures',
  'Waived',
] as const;

/** What each control came to in all accounts together, the most severe first. */
export function Controls({ result }: { readonly result: OrganizationResult }): Element {
  const several = severalProfiles(result);
  return (
    <Section id="controls" title="Controls">
      <section class="card scroll" aria-label="Table of controls" tabindex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Control</th>
              <th scope="col">Severity</th>
              {HEADS.map((head) => (
                <th scope="col" class="number">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {result.controls.map((control) => (
              <Row control={control} name={nameOfControl(control, several)} />
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  );
}

function Row({
  control,
  name,
}: {
  readonly control: ControlSummary;
  readonly name: string;
}): Element {
  const { severity, accounts, accountsFailed, accountsError, counts } = control;
  return (
    <tr>
      <th scope="row">
        <bdi>{name}</bdi>
      </th>
      <td>{severity && <SeverityBadge severity={severity} />}</td>
      <td class="number">{digits(accounts - accountsError)}</td>
      <Count state="failed" number={accountsFailed} />
      <Count state="error" number={accountsError} />
      <Count state="failed" number={counts.failed} />
      <Count state="waived" number={counts.waived} />
    </tr>
  );
}

function Count({ state, number }: { readonly state: string; readonly number: number }): Element {
  return <td class={`number ${number > 0 ? state : 'none'}`}>{digits(number)}</td>;
}
