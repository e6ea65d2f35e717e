import { ConfigurationError } from '../control';
import { messageOf } from '../report';
import {
  type Besides,
  bySubject,
  type ChainProblem,
  chainOf,
  controlKey,
  type DamagedRun,
  type Found,
  type StoredRun,
} from '../result';
import { BundleError, BundleFiles } from './bundle-files';
import { MANIFEST } from './manifest';
import type { Manifest } from './manifest-schema';
import { bundledVerdictBytes, readManifest, VERDICTS, VERDICTS_BEFORE } from './read-bundle';
import type { RetiredRuns } from './retired';
import { type RunPlace, runPlaces } from './run-places';

/** Which runs are asked for; undefined = whichever they are. */
export interface Wanted {
  readonly account?: string | undefined;
  /** Of a chain, as `chainOf` has them. */
  readonly profiles?: string | undefined;
}

/** The runs of an account that lie below a directory, and what is wrong with them. */
export class StoredRuns {
  readonly places: readonly RunPlace[];
  private readonly retired: RetiredRuns;
  private readonly damaged: DamagedRun[] = [];
  private readonly problems: ChainProblem[] = [];
  private readonly accounts = new Map<string, number>();
  private readonly seen = new Map<string, string>();
  /** The chains of all runs that were read, asked for or not. */
  readonly chains = new Set<string>();
  private without = 0;
  private others = 0;

  constructor(directory: string, retired: RetiredRuns) {
    this.places = runPlaces(directory);
    this.retired = retired;
  }

  /** The runs, the oldest first, one bundle at a time. Throws ConfigurationError where they are of several accounts. */
  *runs({ account, profiles }: Wanted = {}): Generator<StoredRun> {
    const kept = new Set(this.places.map(({ runId }) => runId));
    const isWanted = (run: StoredRun) => {
      this.chains.add(chainOf(run));
      return profiles === undefined || profiles === chainOf(run);
    };
    const { accounts, runs: taken } = this.retired;
    const isOurs = account === undefined || accounts.has(account);
    for (const run of isOurs ? taken : []) if (!kept.has(run.runId) && isWanted(run)) yield run;
    for (const place of this.places) {
      const run = isOfAnother(place, account) ? undefined : this.read(place, account);
      if (run && isWanted(run)) yield run;
    }
  }

  /** What was found besides, once all runs were read. */
  besides(): Besides {
    const { damaged, without, others, retired } = this;
    const notes = [
      ...retired.notes,
      ...(others > 0 ? [`${others} runs are of other accounts, and were left out.`] : []),
      ...(without > 0 ? [`${without} runs know no account, and are in no chain.`] : []),
    ];
    const problems = [...this.problems, ...retired.problems, ...this.strangeMarkers()];
    return { damaged, problems, notes };
  }

  // A marker of another account says nothing of what was taken away here.
  private strangeMarkers(): readonly ChainProblem[] {
    return [...this.retired.accounts]
      .filter((account) => this.accounts.size > 0 && !this.accounts.has(account))
      .map((account) => ({
        kind: 'altered',
        runs: [],
        text: `What retention took away is said to be of account ${account}, but the runs are of ${[...this.accounts.keys()].join(', ')}.`,
      }));
  }

  /** How many runs are of which account. */
  get found(): ReadonlyMap<string, number> {
    return this.accounts;
  }

  private read(place: RunPlace, asked: string | undefined): StoredRun | undefined {
    const { runId, directory } = place;
    let sha256: string | undefined;
    try {
      const files = new BundleFiles(directory);
      sha256 = files.sha256(MANIFEST);
      const manifest = readManifest(files);
      const { account } = manifest;
      if (place.account !== undefined && account?.id !== place.account) {
        const text = `Run ${runId} lies among those of account ${place.account}, but its manifest is of ${account?.id ?? 'no account'}.`;
        this.problems.push({ kind: 'altered', runs: [runId], text });
        return undefined;
      }
      if (!account) this.without++;
      else if (asked !== undefined && account.id !== asked) this.others++;
      if (!account || (asked !== undefined && account.id !== asked)) return undefined;
      this.accounts.set(account.id, (this.accounts.get(account.id) ?? 0) + 1);
      if (this.accounts.size > 1) refuseSeveral([...this.accounts.keys()]);
      if (manifest.run.id !== runId) {
        const text = `Run ${runId} was altered: its manifest is that of run ${manifest.run.id}.`;
        this.problems.push({ kind: 'altered', runs: [runId], text });
        return undefined;
      }
      return this.isAnother(runId, sha256) ? storedRun(files, manifest, sha256) : undefined;
    } catch (error) {
      if (!(error instanceof BundleError)) throw error;
      this.damaged.push({ runId, why: error.message, manifest: sha256 });
      return undefined;
    }
  }

  // Retention that was cut off leaves a run beside its marker, and a copy can lie elsewhere.
  private isAnother(runId: string, sha256: string): boolean {
    const copy = this.seen.get(runId);
    this.seen.set(runId, sha256);
    const said = copy ?? this.retired.runs.find((run) => run.runId === runId)?.manifest;
    if (said !== undefined && said !== sha256) {
      const other = copy === undefined ? 'what was retired says' : 'another copy has';
      const text = `Run ${runId} was altered: the SHA-256 of its manifest is ${sha256}, but ${other} ${said}.`;
      this.problems.push({ kind: 'altered', runs: [runId], text });
    }
    return copy === undefined;
  }
}

/** Whether the directory that a run lies in says that it is of another account than the one asked for. */
export function isOfAnother({ account }: RunPlace, asked: string | undefined): boolean {
  return asked !== undefined && account !== undefined && account !== asked;
}

function refuseSeveral(accounts: readonly string[]): never {
  throw new ConfigurationError([
    `There are runs of the accounts ${accounts.join(' and ')}: say with --account which is meant.`,
  ]);
}

function storedRun(files: BundleFiles, manifest: Manifest, sha256: string): StoredRun {
  const { run, profiles, previous, exitCode, waivers, report } = manifest;
  const controls = manifest.controls.map(
    ({ profile = null, id, requirements, counts, notRun }) => ({
      profile,
      id,
      requirements,
      counts,
      notRun,
    }),
  );
  return {
    runId: run.id,
    startedAt: run.startedAt,
    profiles: profiles.map(({ name }) => name),
    manifest: sha256,
    previous,
    exitCode,
    isComplete: exitCode !== 2 && controls.every(({ notRun }) => notRun === 0),
    isRetired: false,
    source: report?.source ?? 'no report',
    controls,
    waivers,
    read: () => foundIn(files, manifest),
  };
}

function foundIn(files: BundleFiles, manifest: Manifest): ReturnType<StoredRun['read']> {
  const { id } = manifest.run;
  const problem = (kind: ChainProblem['kind'], text: string) => ({
    problem: { kind, runs: [id], text },
  });
  const name = Object.hasOwn(manifest.files, VERDICTS) ? VERDICTS : VERDICTS_BEFORE;
  try {
    const found = files.sha256(name);
    const said = manifest.files[name]?.sha256;
    if (found !== said) {
      return problem(
        'altered',
        `Run ${id} was altered: the SHA-256 of ${name} is ${found}, but its manifest says ${said ?? 'none'}.`,
      );
    }
    return { found: findings(bundledVerdictBytes(files, manifest), manifest) };
  } catch (error) {
    if (error instanceof MiscountError)
      return problem('altered', `Run ${id} was altered: ${error.message}`);
    const isOfTheBundle = [BundleError, SyntaxError, TypeError].some(
      (kind) => error instanceof kind,
    );
    if (!isOfTheBundle) throw error;
    return problem('unreadable', `The verdicts of run ${id} cannot be read: ${messageOf(error)}`);
  }
}

class MiscountError extends Error {
  override readonly name = 'MiscountError';
}

function findings(verdicts: Buffer, { controls }: Manifest): Found {
  const { failedLines }: typeof import('../formats') = require('../formats');
  const named = (status: 'failed' | 'waived' | 'error' | 'notReviewed') => {
    const said = controls.reduce((sum, { counts }) => sum + (counts[status] ?? 0), 0);
    if (said === 0 && status !== 'failed') return [];
    const lines = [...failedLines(verdicts, status)];
    // An error of the run as a whole is of no control.
    if (lines.length !== said && status !== 'error') {
      throw new MiscountError(
        `it holds ${lines.length} verdicts that are ${status}, but its manifest counts ${said}.`,
      );
    }
    return lines;
  };
  const unchecked = bySubject([...named('error'), ...named('notReviewed')]);
  const unjudged = new Set(
    [...unchecked.values()]
      .filter(({ arn }) => arn === null)
      .map(({ profile, control }) => controlKey(profile, control)),
  );
  return {
    failed: bySubject(named('failed')),
    waived: bySubject(named('waived')),
    unchecked: new Set(unchecked.keys()),
    judged: new Set(
      controls
        .filter(
          ({ notRun, counts }) => notRun === 0 && Object.values(counts).some((each) => each > 0),
        )
        .map(({ profile = null, id }) => controlKey(profile, id))
        .filter((key) => !unjudged.has(key)),
    ),
  };
}
