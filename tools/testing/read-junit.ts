import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { validateXML } from 'xmllint-wasm';

interface Case {
  readonly name: string;
  readonly classname: string;
  readonly outcome: 'passed' | 'failed' | 'error' | 'skipped';
  readonly message: string;
}

/** One `<testsuite>`. */
export interface Suite {
  readonly name: string;
  readonly counts: Readonly<Record<'tests' | 'failures' | 'errors' | 'skipped', number>>;
  readonly properties: Readonly<Record<string, string>>;
  readonly cases: readonly Case[];
}

/** What the schema of Jenkins' xUnit plugin has against JUnit files. */
export async function againstSchema(files: readonly string[]): Promise<readonly string[]> {
  const schema = readFileSync(
    join(__dirname, '..', '..', 'support', 'formats', 'junit-10.xsd'),
    'utf8',
  );
  const xml = files.map((contents, index) => ({ fileName: `${index}.xml`, contents }));
  const { errors } = await validateXML({ xml, schema });
  return errors.map(({ rawMessage }) => rawMessage);
}

interface Element {
  readonly [attribute: string]: string;
}

interface CaseElement {
  readonly name: string;
  readonly classname: string;
  readonly failure?: readonly string[];
  readonly error?: readonly string[];
  readonly skipped?: { readonly message?: string };
}

interface SuiteElement {
  readonly name: string;
  readonly properties?: readonly { readonly property?: readonly Element[] }[];
  readonly testcase?: readonly CaseElement[];
}

/** Reads JUnit. @throws Error where its counts are not those of its elements */
export function readSuites(xml: string): readonly Suite[] {
  if (xml === '') return [];
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    trimValues: false,
    processEntities: { enabled: true, maxTotalExpansions: 1e6, maxExpandedLength: 1e8 },
    isArray: (name) =>
      ['testsuite', 'testcase', 'properties', 'property', 'failure', 'error'].includes(name),
  });
  const { testsuites } = parser.parse(xml);
  const elements: readonly SuiteElement[] = testsuites.testsuite ?? [];
  const suites = elements.map((element) => ({
    name: element.name,
    counts: readCounts(element),
    properties: Object.fromEntries(
      (element.properties?.[0]?.property ?? []).map(({ name, value }) => [name, value]),
    ),
    cases: (element.testcase ?? []).map(readCase),
  }));
  const breaches = suites.flatMap(suiteBreaches);
  for (const count of ['tests', 'failures', 'errors'] as const) {
    const sum = suites.reduce((total, { counts }) => total + counts[count], 0);
    if (Number(testsuites[count]) !== sum) breaches.push(`testsuites says ${count}, not ${sum}`);
  }
  if (breaches.length > 0) throw new Error(breaches.join('\n'));
  return suites;
}

function readCounts(element: object): Suite['counts'] {
  const { tests, failures, errors, skipped }: Element = Object.fromEntries(Object.entries(element));
  return {
    tests: Number(tests),
    failures: Number(failures),
    errors: Number(errors),
    skipped: Number(skipped),
  };
}

function readCase({ name, classname, failure, error, skipped }: CaseElement): Case {
  if (error) return { name, classname, outcome: 'error', message: error.join('\n') };
  if (failure) return { name, classname, outcome: 'failed', message: failure.join('\n') };
  if (skipped) return { name, classname, outcome: 'skipped', message: skipped.message ?? '' };
  return { name, classname, outcome: 'passed', message: '' };
}

function suiteBreaches({ name, counts, cases }: Suite): string[] {
  const of = (outcome: Case['outcome']) => cases.filter((each) => each.outcome === outcome).length;
  const found = {
    tests: cases.length,
    failures: of('failed'),
    errors: of('error'),
    skipped: of('skipped'),
  };
  const counted = JSON.stringify(counts) === JSON.stringify(found);
  const names = new Set(cases.map((each) => each.name));
  return [
    ...(counted ? [] : [`${name} says ${JSON.stringify(counts)}, has ${JSON.stringify(found)}`]),
    ...(names.size === cases.length ? [] : [`${name} has two cases of one name`]),
    ...(cases.length > 0 ? [] : [`${name} has no case`]),
  ];
}
