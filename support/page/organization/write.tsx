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
import { Errors, hasRemarks, Remarks, ThisRun } from './lists';
import { readRecords } from './read-records';
import { MOST, TodoCard } from './todo-card';

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
  const recorded = readRecords(result, records, MOST);
  const isRemarkable = hasRemarks(result);
  return documentOf(
    {
      title: `${said.title}: IAM credentials of an organization`,
      table: 'accounts',
      header: (
        <OrganizationHeader
          result={result}
          headline={said}
          sections={[
            ...(hasErrors(result) ? [['errors', 'Errors'] as const] : []),
            ['accounts', 'Accounts'],
            ['controls', 'Controls'],
            ...(isRemarkable ? [['remarks', 'Remarks'] as const] : []),
            ['run', 'Run'],
          ]}
        />
      ),
      main: [
        () => (
          <>
            <TodoCard {...placed} recorded={recorded} />
            <div class="cards">
              <RunTrend trend={trend} />
              <FailingAccounts result={result} />
              <Failures result={result} />
            </div>
            <States result={result} />
            {hasErrors(result) && <Errors {...placed} />}
          </>
        ),
        () => <Accounts {...placed} />,
        () => <Controls result={result} />,
        () => <>{isRemarkable && <Remarks {...placed} />}</>,
        () => <ThisRun result={result} />,
      ],
      data: () => encode(result, recorded.fails, base),
    },
    ASSETS,
  );
}
