import { account } from '#page/assets';
import { type AuditResult, isDemo, subjectsOf, type TrendPoint, withThisRun } from '../../result';
import { assetsOf } from '../kit/assets';
import { documentOf } from '../kit/document';
import { Charts, RunTrend } from './charts';
import { Controls } from './controls';
import { encode } from './encode';
import { headline } from './facts';
import { AccountHeader, FailingUsers, Statuses } from './glance';
import { Remarks, ThisRun } from './remarks';
import { CoverageCard, Requirements } from './requirements';
import { Subjects } from './subjects-table';

const ASSETS = assetsOf(account);

/** See `page`. */
export function write(result: AuditResult, trend: readonly TrendPoint[]): Iterable<string> {
  const { audited } = result;
  const subjects = subjectsOf(result);
  const said = headline(result);
  const demo = isDemo(result) ? 'DEMO ' : '';
  const account = audited ? ` ${audited.report.accountId}` : '';
  return documentOf(
    {
      title: `${demo}${said.title}: IAM credentials${account}`,
      table: 'users',
      header: <AccountHeader result={result} headline={said} />,
      main: [
        () => (
          <>
            <Statuses result={result} />
            <div class="cards">
              {audited && <FailingUsers subjects={subjects} />}
              <CoverageCard result={result} />
              <RunTrend runs={withThisRun(trend, result)} />
            </div>
            {audited && <Charts result={result} audited={audited} />}
          </>
        ),
        () => <Requirements result={result} />,
        () => <Subjects result={result} subjects={subjects} />,
        () => <Controls result={result} />,
        () => <Remarks result={result} />,
        () => <ThisRun result={result} />,
      ],
      data: () => encode(result, subjects),
    },
    ASSETS,
  );
}
