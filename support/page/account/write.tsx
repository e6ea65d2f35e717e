import { account } from '#page/assets';
import {
  type AuditResult,
  dueWithin,
  isDemo,
  subjectsOf,
  type TrendPoint,
  withThisRun,
} from '../../result';
import { assetsOf } from '../kit/assets';
import { documentOf } from '../kit/document';
import { Section } from '../kit/parts';
import { Charts, RunTrend } from './charts';
import { Controls } from './controls';
import { encode } from './encode';
import { headline } from './facts';
import { Failures, hasFailures } from './failures';
import { AccountHeader, FailingUsers, Statuses } from './glance';
import { hasRemarks, Remarks, ThisRun } from './remarks';
import { CoverageCard, Requirements } from './requirements';
import { Subjects } from './subjects-table';
import { todoOf } from './todo';
import { TodoCard } from './todo-card';

const ASSETS = assetsOf(account);

/** See `page`. */
export function write(result: AuditResult, trend: readonly TrendPoint[]): Iterable<string> {
  const { audited, profiles } = result;
  const subjects = subjectsOf(result);
  const said = headline(result);
  const demo = isDemo(result) ? 'DEMO ' : '';
  const account = audited ? ` ${audited.report.accountId}` : '';
  const parts = [hasFailures(result), profiles.length > 0, hasRemarks(result)] as const;
  const [fails, isProfiled, isRemarkable] = parts;
  return documentOf(
    {
      title: `${demo}${said.title}: IAM credentials${account}`,
      table: 'users',
      header: (
        <AccountHeader
          result={result}
          headline={said}
          sections={[
            ...(isProfiled ? [['requirements', 'Requirements'] as const] : []),
            ...(fails ? [['failures', 'Failures'] as const] : []),
            ['users', 'Users'],
            ['controls', 'Controls'],
            ...(isRemarkable ? [['remarks', 'Waivers and remarks'] as const] : []),
            ['run', 'Run'],
          ]}
        />
      ),
      // What a manager asks comes first: who must do what by when, is it getting better, what is owed.
      main: [
        () => (
          <>
            <TodoCard result={result} todo={todoOf(result, subjects, dueWithin(result.run))} />
            <div class="cards">
              <RunTrend runs={withThisRun(trend, result)} />
              <CoverageCard result={result} />
              {audited && <FailingUsers subjects={subjects} />}
            </div>
          </>
        ),
        () => <>{isProfiled && <Requirements result={result} />}</>,
        () => <>{fails && <Failures result={result} />}</>,
        () => <Subjects result={result} subjects={subjects} />,
        () => (
          <Section id="charts" title="Counts and charts">
            <Statuses result={result} />
            {audited && <Charts result={result} audited={audited} />}
          </Section>
        ),
        () => <Controls result={result} />,
        () => <>{isRemarkable && <Remarks result={result} />}</>,
        () => <ThisRun result={result} />,
      ],
      data: () => encode(result, subjects),
    },
    ASSETS,
  );
}
