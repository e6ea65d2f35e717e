import { reportOf, userRow } from '../../tools/testing/report';
import { auditResult, controlResult, verdict } from '../../tools/testing/result';
import { manifest } from '../bundle/manifest';
import type { Inputs } from '../control';
import { pseudonymize } from '../formats/pseudonymize';
import { summary } from '../formats/summary/summary';
import { summaryMarkdown } from '../formats/summary-markdown';
import { unmatchedLists } from './class-use';
import { summaryJson } from './summary-json';

const { users } = reportOf(userRow('alice'), userRow('ci-deploy'));

const of = (inputs: Inputs, classes: Readonly<Record<string, readonly string[]>> = {}) =>
  controlResult('canary', 'low', [verdict('alice', 'passed', '-')], {
    inputs,
    scope: {
      everybody: true,
      classes: Object.entries(classes).map(([name, patterns]) => ({
        name,
        users: patterns,
        inputs: undefined,
        loosens: undefined,
      })),
    },
  });

describe('a list in a profile that matches nobody is named', () => {
  test.each<[string, ReturnType<typeof of>, readonly string[]]>([
    [
      'machineUsers',
      of({ machineUsers: ['robot-*'] }),
      ['machineUsers "robot-*" of house › canary'],
    ],
    [
      'one pattern of several',
      of({ canaryUsers: ['alice', 'bob'] }),
      ['canaryUsers "bob" of house › canary'],
    ],
    ['a class', of({}, { machine: ['robot-*'] }), ['class machine of profile house']],
    [
      'a pattern of a class',
      of({}, { machine: ['ci-*', 'x'] }),
      ['"x" in class machine of profile house'],
    ],
  ])('%s', (_, result, expected) => {
    expect(unmatchedLists([result, result], users)).toEqual(expected);
  });

  test('and no other: lists that match, empty ones, and lists of anything else', () => {
    const inputs = { machineUsers: ['ci-*'], canaryUsers: [], regions: ['eu-north-1'] };
    expect(unmatchedLists([of(inputs, { machine: ['ci-*'] })], users)).toEqual([]);
  });

  test('in the summary and all the evidence, and hidden where names are', () => {
    const result = auditResult({ results: [of({ machineUsers: ['robot-*'] })], exitCode: 0 });
    const list = 'machineUsers "robot-*" of house › canary';
    const json = summaryJson(result);
    expect(summary(result, { colors: false, evidence: [] })).toContain(
      `Warning   ${list} matches no user`,
    );
    expect(summaryMarkdown(result)).toMatch(
      /### Lists to look at\n\n- machineUsers .*matches no user/,
    );
    expect(json.unmatchedLists).toEqual([list]);
    expect(JSON.parse(manifest(result, [], [])).unmatchedLists).toEqual([list]);
    expect(JSON.stringify(pseudonymize(json).summary)).not.toContain('robot-');
  });
});
