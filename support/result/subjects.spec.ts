import { control } from '../../tools/testing/page';
import { reportOf, userRow } from '../../tools/testing/report';
import { auditedReport, auditResult, controlResult, verdict } from '../../tools/testing/result';
import { subjectsOf } from './subjects';

describe('the subjects', () => {
  const report = reportOf(userRow('account'), userRow('bob'));
  const account = report.users[0]?.arn;
  const results = [
    control([], {
      verdicts: [
        verdict('account', 'passed', 'the user', { arn: account }),
        verdict('account / access key 1', 'failed', 'its key', { arn: account }),
        verdict('account', 'passed', 'the account', { arn: report.root.arn }),
        verdict('all subjects', 'notReviewed', 'nobody'),
      ],
    }),
    controlResult('extra', undefined, [verdict('a › b', 'passed', '')], { profile: undefined }),
  ];

  test('are people, judged or not, and what else was judged', () => {
    const subjects = subjectsOf(auditResult({ results, audited: auditedReport({ report }) }));
    expect(subjects.map(({ kind, name, judged }) => [kind, name, judged.length])).toEqual([
      ['root', '<root_account>', 0],
      ['user', 'account', 2],
      ['user', 'bob', 0],
      ['other', 'account', 1],
      ['other', 'all subjects', 1],
      ['other', 'extra (plain test)', 1],
    ]);
  });
});
