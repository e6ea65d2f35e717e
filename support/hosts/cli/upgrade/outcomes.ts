import { XMLParser } from 'fast-xml-parser';

/** Statuses by what they are of, `house › root-mfa: <root_account>`, with the reason where JUnit has one. */
export type Outcomes = ReadonlyMap<string, { readonly status: string; readonly reason: string }>;

/** Reads JUnit, which every version writes alike. */
export function readOutcomes(xml: string): Outcomes {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    isArray: (name) => ['testsuite', 'testcase'].includes(name),
    processEntities: true,
  });
  const { testsuites } = parser.parse(xml);
  const suites: readonly Suite[] = testsuites?.testsuite ?? [];
  return new Map(
    suites.flatMap(({ name, testcase = [] }) =>
      testcase.map((each) => [`${name}: ${each.name}`, outcomeOf(each)] as const),
    ),
  );
}

interface Suite {
  readonly name: string;
  readonly testcase?: readonly Case[];
}

interface Case {
  readonly name: string;
  readonly failure?: Told;
  readonly error?: Told;
  readonly skipped?: Told;
}

type Told = string | { readonly message?: string; readonly '#text'?: string };

function outcomeOf({ failure, error, skipped }: Case) {
  if (error !== undefined) return { status: 'error', reason: textOf(error) };
  if (failure !== undefined) return { status: 'failed', reason: textOf(failure) };
  if (skipped === undefined) return { status: 'passed', reason: '' };
  const [, status = 'skipped', reason = ''] = /^([^:]+): (.*)$/s.exec(textOf(skipped)) ?? [];
  return { status, reason };
}

function textOf(told: Told): string {
  const text = typeof told === 'string' ? told : (told.message ?? told['#text'] ?? '');
  return text.split('\n')[0] ?? '';
}
