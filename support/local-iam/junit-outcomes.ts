import { XMLParser } from 'fast-xml-parser';
import type { SampleOutcome } from './story';

type Outcome = SampleOutcome | 'error';

/** One control in one profile. */
export interface SuiteOutcomes {
  readonly control: string;
  /** `maxIdleDays` to `30`. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly outcomes: ReadonlyMap<string, Outcome>;
}

const LISTS = ['testsuite', 'testcase', 'property'];

/** Reads how each testcase of a JUnit file ended. */
export function readOutcomes(junitXml: string): readonly SuiteOutcomes[] {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    isArray: (name) => LISTS.includes(name),
  });
  const tree: JunitTree = parser.parse(junitXml);
  return (tree.testsuites?.testsuite ?? []).map(({ testcase = [], properties }) => ({
    control: testcase[0]?.classname ?? '',
    inputs: Object.fromEntries(
      (properties?.property ?? [])
        .filter(({ name }) => name.startsWith('input '))
        .map(({ name, value }) => [name.slice('input '.length), value]),
    ),
    outcomes: new Map(testcase.map((each) => [each.name, outcome(each)])),
  }));
}

interface JunitTree {
  testsuites?: {
    testsuite?: {
      testcase?: JunitCase[];
      properties?: { property?: { name: string; value: string }[] };
    }[];
  };
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
