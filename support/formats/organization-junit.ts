import { broken } from '../control';
import { type AccountSummary, type OrganizationResult, sumUp, unjudged } from '../result';
import { junit } from './junit';

/** The JUnit files by the paths of their records; `head` gives the first kilobyte. */
export interface JunitReader {
  readonly head: (path: string) => string | undefined;
  readonly whole: (path: string) => string | undefined;
}

/**
 * A `<testsuite>` for each account and control, `<account> › <profile> › <control>`, from one file
 * at a time. What has none is a case of the suite `organization › accounts`.
 */
export function* organizationJunit(
  result: OrganizationResult,
  reader: JunitReader,
): Iterable<string> {
  const accounts = result.accounts.toSorted((one, other) => (one.account < other.account ? -1 : 1));
  const heads = accounts.map(({ junit: path }) => path && countsOf(reader.head(path) ?? ''));
  const present = accounts.filter((_, index) => heads[index]);
  const absent = accounts.filter((_, index) => !heads[index]);
  const ownSuite = ownResult(result, absent);
  const isSaid = ownSuite.results.some(({ verdicts }) => verdicts.length > 0);
  const own = isSaid ? [...junit(ownSuite)].join('') : '';
  const counts = [countsOf(own), ...heads].flatMap((head) => head || []);
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<testsuites name="iamspec" ${attributes(counts)}>\n`;
  yield suitesOf(own);
  for (const { account, junit: path = '' } of present) {
    yield suitesOf(reader.whole(path) ?? '').replace(SUITE_NAME, `$1${account} › `);
  }
  yield '</testsuites>\n';
}

// Texts hold no `<` of their own in XML.
const SUITE_NAME = /(<testsuite\b[^<>]*?\bname=")/g;
const ROOT = /<testsuites\b([^<>]*)>/;
const COUNTED = ['tests', 'failures', 'errors', 'time'] as const;

type Counts = Readonly<Record<(typeof COUNTED)[number], number>>;

function countsOf(xml: string): Counts | undefined {
  const [, root] = ROOT.exec(xml) ?? [];
  if (root === undefined) return undefined;
  const read = (name: string) => Number(new RegExp(`\\b${name}="([\\d.]+)"`).exec(root)?.[1] ?? 0);
  return {
    tests: read('tests'),
    failures: read('failures'),
    errors: read('errors'),
    time: read('time'),
  };
}

function attributes(counts: readonly Counts[]): string {
  return COUNTED.map((name) => {
    const sum = counts.reduce((total, each) => total + each[name], 0);
    return `${name}="${name === 'time' ? sum.toFixed(3) : sum}"`;
  }).join(' ');
}

function suitesOf(xml: string): string {
  const root = ROOT.exec(xml);
  const end = xml.lastIndexOf('</testsuites>');
  return root && end > 0 ? xml.slice(root.index + root[0].length, end).trimStart() : '';
}

function ownResult(
  { run, problems, unreported }: OrganizationResult,
  absent: readonly AccountSummary[],
) {
  const about = { id: 'accounts', severity: 'critical' } as const;
  const verdicts = [
    ...problems.map((problem, index) =>
      broken(about, `run, problem ${index + 1}`, undefined, problem),
    ),
    ...unreported.map(({ id }) => broken(about, id, undefined, 'it was not reported')),
    ...absent.map(({ account, status, reason }) => {
      if (status !== 'skipped') {
        return broken(about, account, undefined, `its JUnit file cannot be read (${reason})`);
      }
      const skipped = broken(about, account, undefined, reason);
      return { ...skipped, status: 'notApplicable', reason } as const;
    }),
  ];
  const results = unjudged(
    { profile: 'organization', id: about.id, start: run.startedAt },
    verdicts,
  );
  const policy = {
    profiles: [],
    waivers: [],
    owners: [],
    policyFiles: [],
    settings: { failOn: 'low' },
  } as const;
  return sumUp(policy, run, { audited: undefined, results: [results], problems: [] });
}
