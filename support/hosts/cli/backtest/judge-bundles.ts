import {
  BundleError,
  BundleFiles,
  bundledFailures,
  fileProblems,
  MANIFEST,
  type Manifest,
  readManifest,
} from '../../../bundle';
import { audit } from '../../../judge';
import { type Backtest, type BacktestCollector, collectBacktest, count } from '../../../result';
import {
  type GivenSettings,
  inForce,
  loadAccount,
  makePlan,
  newRun,
  type Plan,
  withSetting,
} from '../../../run';
import { type ListedBundle, listBundles, problemOf } from './list-bundles';

/** A backtest, and which bundles could not be judged, a sentence each. */
export interface Backtested {
  readonly backtest: Backtest;
  /** The proposed policy; undefined where no bundle could be opened. */
  readonly plan: Plan | undefined;
  readonly problems: readonly string[];
}

/**
 * Judges the bundles that directories stand for under the policy of the settings, each at its own instant, of each
 * account the oldest first; no more than one of them is held. Throws ConfigurationError where the policy is wrong.
 */
export async function judgeBundles(
  directories: readonly string[],
  given: GivenSettings,
  progress: (line: string) => void,
): Promise<Backtested> {
  inForce(given);
  const problems: string[] = [];
  const bundles = await listBundles(directories, problems);
  const collector = collectBacktest();
  const [first] = bundles;
  if (!first) return { backtest: collector.sumUp(), plan: undefined, problems };
  const plan = planFor(given, first);
  if (bundles.length > 1) progress(`Judging ${count(bundles.length, 'bundle')} ...`);
  for (const bundle of bundles) {
    try {
      await judge(bundle, plan, collector);
    } catch (error) {
      problems.push(problemOf(bundle.path, error));
    }
  }
  return { backtest: collector.sumUp(), plan, problems };
}

// As for a run over a bundle: `profiles/waivers.yaml` beside it does not count, as others could have written it.
function planFor(given: GivenSettings, { path }: ListedBundle): Plan {
  const profiles = given.settings.profiles.join(',');
  const named = withSetting(given, 'profiles', profiles);
  const timeless = withSetting(withSetting(named, 'asOf', undefined), 'since', undefined);
  return makePlan(withSetting(timeless, 'report', path));
}

async function judge(
  { path, account, sha256 }: ListedBundle,
  plan: Plan,
  collector: BacktestCollector,
): Promise<void> {
  const files = new BundleFiles(path);
  const manifest = readManifest(files);
  refuseDamaged(files, manifest, sha256);
  const settings = { ...plan.settings, report: path };
  const bundle = { files, manifest };
  const loaded = await loadAccount({ ...plan, settings, bundle }, () => {});
  const run = { identity: newRun(settings), account, now: Date.now };
  const result = audit(plan, loaded, run);
  const told = manifest.report?.notes ?? [];
  const recorded = bundledFailures(files, manifest);
  collector.add(result, {
    bundle: path,
    source: manifest.report?.source ?? '',
    runId: manifest.run.id,
    profilesThen: manifest.profiles.map(({ name }) => name),
    exitCodeThen: manifest.exitCode,
    recorded,
    notes: [
      ...unfinished(manifest),
      ...plainNote(recorded.plain),
      ...loaded.snapshot.notes.filter((note) => !told.includes(note)),
    ],
  });
}

const SHOWN = 5;

function refuseDamaged(files: BundleFiles, manifest: Manifest, sha256: string): void {
  const isOther = files.sha256(MANIFEST) !== sha256;
  const problems = [
    ...(isOther ? [`${MANIFEST} was changed while others were judged.`] : []),
    ...fileProblems(files, manifest),
  ];
  if (problems.length === 0) return;
  const more = problems.length - SHOWN;
  throw new BundleError(
    [
      `${files.directory}:`,
      ...problems.slice(0, SHOWN),
      ...(more > 0 ? [`And ${more} more: iamspec verify ${files.directory}`] : []),
    ].join(' '),
  );
}

// Of what a run left out or could not check, its bundle does not tell whether it failed.
function unfinished({ exitCode, controls }: Manifest): readonly string[] {
  const left = controls.reduce((sum, { notRun }) => sum + notRun, 0);
  return [
    ...(exitCode === 2
      ? ['That run could not check everything, so what failed then is not wholly known.']
      : []),
    ...(left > 0
      ? [
          `A filter left ${count(left, 'verdict')} out of that run, so what failed then is not wholly known.`,
        ]
      : []),
  ];
}

function plainNote(failures: number): readonly string[] {
  if (failures === 0) return [];
  return [
    `${count(failures, 'failure')} of plain Jest files then: only iamspec exec can judge them again.`,
  ];
}
