import { organization } from '#page/assets';
import type { OrganizationRecord, OrganizationResult, OrganizationTrendPoint } from '../../result';
import { assetsOf } from '../kit/assets';
import { documentOf } from '../kit/document';
import { Accounts } from './accounts-table';
import { Failures, RunTrend } from './charts';
import { Controls } from './controls-table';
import { encode } from './encode';
import { FailingAccounts, hasErrors, OrganizationHeader, States } from './glance';
import { headline } from './headline';
import { Errors, Remarks, ThisRun } from './lists';

const ASSETS = assetsOf(organization);

/** See `organizationPage`. */
export function write(
  result: OrganizationResult,
  records: Iterable<OrganizationRecord>,
  trend: readonly OrganizationTrendPoint[],
  base: string,
): Iterable<string> {
  const said = headline(result);
  const placed = { result, base };
  return documentOf(
    {
      title: `${said.title}: IAM credentials of an organization`,
      table: 'accounts',
      header: <OrganizationHeader result={result} headline={said} />,
      main: [
        () => (
          <>
            <States result={result} />
            <div class="cards of-organization">
              <FailingAccounts result={result} />
              <RunTrend trend={trend} />
              <Failures result={result} />
            </div>
            {hasErrors(result) && <Errors {...placed} />}
          </>
        ),
        () => <Accounts {...placed} />,
        () => <Controls result={result} />,
        () => <Remarks {...placed} />,
        () => <ThisRun result={result} />,
      ],
      data: () => encode(result, records, base),
    },
    ASSETS,
  );
}
