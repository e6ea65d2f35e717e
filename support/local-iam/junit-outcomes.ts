import { XMLParser } from 'fast-xml-parser';
import type { SampleOutcome } from './sample-stories';

/** How a testcase ended. */
export type Outcome = SampleOutcome | 'error';

const LISTS = ['testsuite', 'testcase'];

/**
 * Reads a JUnit file.
 *
 * @returns the outcome of each testcase under `<classname>: <name>`
 */
export function readOutcomes(junitXml: string): ReadonlyMap<string, Outcome> {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    isArray: (name) => LISTS.includes(name),
  });
  const tree: JunitTree = parser.parse(junitXml);
  const cases = tree.testsuites?.testsuite?.flatMap((suite) => suite.testcase ?? []) ?? [];
  return new Map(cases.map((each) => [`${each.classname}: ${each.name}`, outcome(each)]));
}

interface JunitTree {
  testsuites?: { testsuite?: { testcase?: JunitCase[] }[] };
}

interface JunitCase {
  classname: string;
  name: string;
  failure?: unknown;
  error?: unknown;
  skipped?: unknown;
}

function outcome(testcase: JunitCase): Outcome {
  if ('error' in testcase) return 'error';
  if ('failure' in testcase) return 'failed';
  return 'skipped' in testcase ? 'notApplicable' : 'passed';
}
