import { ConfigurationError, type ExitCode, type Inputs } from '../control';
import type { ComparedRuns } from '../formats';
import { DEMO_ACCOUNT_ID, formatInstant } from '../report';
import { type ChangedVerdict, type ComparedRun, diffExitCode, diffRuns, visible } from '../result';
import { BundleFiles } from './bundle-files';
import type { Manifest } from './manifest-schema';
import { bundledVerdicts, fileProblems, readManifest } from './read-bundle';
import { SIGNATURE } from './signature';

/** Two bundles, compared; exit code 2 where not all could be. */
interface BundleDiff {
  readonly runs: ComparedRuns;
  readonly changes: readonly ChangedVerdict[];
  readonly exitCode: ExitCode;
}

/** Two bundles of one account; throws ConfigurationError where they cannot be compared. */
export function diffBundles(before: string, after: string): BundleDiff {
  const [earlier, later] = [readBundle(before), readBundle(after)];
  if (earlier.account !== later.account) {
    const accounts = visible(`${earlier.account} and ${later.account}`);
    refuse(`the bundles are of different accounts, ${accounts}: nothing to compare.`);
  }
  if (isAfter(earlier, later)) {
    refuse(
      `the bundles are in the wrong order: ${visible(earlier.name)} is later than ${visible(later.name)}. Swap them.`,
    );
  }
  const marks = [earlier, later].flatMap(({ mark }) => mark ?? []);
  const runs = {
    account: later.account,
    mark: marks.length === 0 ? null : [...new Set(marks)].join('; '),
    before: earlier.name,
    after: later.name,
    notes: notes(earlier, later),
  };
  const changes = diffRuns(earlier.run, later.run);
  const isWhole = unfinished('later', later.manifest).length === 0;
  return { runs, changes, exitCode: isWhole ? diffExitCode(changes) : 2 };
}

interface Bundle {
  readonly manifest: Manifest;
  readonly account: string;
  readonly asOf: number;
  readonly name: string;
  readonly mark: string | undefined;
  readonly signed: boolean;
  readonly run: ComparedRun;
}

function readBundle(bundle: string): Bundle {
  const files = new BundleFiles(bundle);
  const manifest = readManifest(files);
  const { account, report, run } = manifest;
  const problems = fileProblems(files, manifest);
  if (problems.length > 0) {
    throw new ConfigurationError(problems.map((problem) => `${bundle}: ${visible(problem)}`));
  }
  if (!account || !report) {
    return refuse(
      `${bundle}: the run could read no report, so it tells nothing of any account: nothing to compare.`,
    );
  }
  const { parseVerdictsNdjson }: typeof import('../formats') = require('../formats');
  const verdicts = parseVerdictsNdjson(bundledVerdicts(files, manifest));
  return {
    manifest,
    account: account.id,
    asOf: report.asOf,
    name: `${run.id}, report of ${formatInstant(report.asOf)} (${report.source})`,
    mark: markOf(account.id, report),
    signed: files.names.includes(SIGNATURE),
    run: { verdicts, controls: manifest.controls.map(comparedControl) },
  };
}

function refuse(why: string): never {
  throw new ConfigurationError([why]);
}

function markOf(
  account: string,
  { origin, source }: NonNullable<Manifest['report']>,
): string | undefined {
  if (account === DEMO_ACCOUNT_ID) return 'DEMO: a made-up account';
  if (origin.kind === 'live' && origin.endpoint !== undefined) return `not AWS: ${origin.endpoint}`;
  return /^(?:live|saved report)$/.test(source) ? undefined : source;
}

function isAfter(one: Bundle, other: Bundle): boolean {
  if (one.asOf !== other.asOf) return one.asOf > other.asOf;
  return one.manifest.run.startedAt > other.manifest.run.startedAt;
}

function comparedControl(control: Manifest['controls'][number]) {
  const { profile = null, id, notRun } = control;
  return { profile, control: id, partial: notRun > 0, limits: limitsOf(control) };
}

function limitsOf({ inputs, scope }: Manifest['controls'][number]): string {
  const general = scope.everybody ? inputsText(inputs) : 'only for classes';
  const classes = scope.classes.map((each) => {
    const own = each.inputs ? inputsText(each.inputs) : 'as everybody';
    return `class ${JSON.stringify(each.name)} of ${JSON.stringify(each.users)}: ${own}`;
  });
  return [general, ...classes].join('; ');
}

// As JSON, so that no value can pass for two.
function inputsText(inputs: Inputs): string {
  const names = Object.keys(inputs).sort();
  return names.map((name) => `${name} ${JSON.stringify(inputs[name])}`).join(', ') || 'no limit';
}

function notes(earlier: Bundle, later: Bundle): readonly string[] {
  const [one, other] = [earlier.manifest, later.manifest];
  return [
    ...(one.run.id === other.run.id ? ['The same run twice: nothing can have changed.'] : []),
    ...(tool(one) === tool(other)
      ? []
      : [`Other controls can have judged: iamspec ${tool(one)} before, ${tool(other)} after.`]),
    ...unfinished('earlier', one),
    ...unfinished('later', other),
    earlier.signed && later.signed
      ? 'Hashes were checked, signatures were not: iamspec verify --key public.pem.'
      : 'Not authenticated: hashes were checked, but not both bundles are signed.',
  ];
}

function tool({ tool: { version, commit } }: Manifest): string {
  return commit ? `${version} (${commit})` : version;
}

function unfinished(which: string, { exitCode, problems }: Manifest): readonly string[] {
  if (exitCode !== 2 && problems.length === 0) return [];
  return [[`The ${which} run could not check everything.`, ...problems].join(' ')];
}
