import type { ExitCode, Waiver } from '../../control';
import type { Instant } from '../../report';
import type { Counts } from '../counts';
import { controlKey } from '../failure-key';
import { count } from '../words';
import {
  type ChainedRun,
  type ChainProblem,
  chainExitCode,
  chainOf,
  chainProblems,
  type DamagedRun,
} from './chain';
import { type Gap, gapsIn, type Period, spansOf } from './gaps';
import { type Found, type Mended, Mending, median, type Open, type Subject } from './mending';
import { type ControlCounts, type FailingSince, failingSince, type Point, pointOf } from './shares';
import { type WaiverSpan, Waiving } from './waiving';

/** A run that is kept, or of which retention left what a marker says. */
export interface StoredRun extends ChainedRun {
  readonly exitCode: ExitCode;
  /** Whether all that was selected was checked, and no filter left anything out. */
  readonly isComplete: boolean;
  /** `live`, `DEMO`, `saved report` or `not AWS (...)`, as `sourceLabel` has it. */
  readonly source: string;
  readonly controls: readonly ControlCounts[];
  readonly waivers: readonly Waiver[];
  /** Reads what failed, where that is kept: once, since it is held nowhere. What is wrong with it is told. */
  readonly read: () => { readonly found?: Found; readonly problem?: ChainProblem };
}

/** What is asked of a history. */
export interface Asked extends Period {
  readonly account: string;
  /** In milliseconds; undefined = as it comes. */
  readonly expected: number | undefined;
}

/** A run in a history. */
export interface RunPoint extends Omit<ChainedRun, 'profiles'> {
  readonly exitCode: ExitCode;
  readonly isComplete: boolean;
  readonly source: string;
  readonly counts: Counts;
}

/** A control over time. */
export interface ControlHistory {
  readonly profile: string | null;
  readonly control: string;
  readonly requirements: readonly string[];
  readonly points: readonly Point[];
  readonly failingSince: FailingSince | undefined;
  readonly mended: readonly Mended[];
  /** In milliseconds; undefined where nothing was mended. */
  readonly medianToMend: number | undefined;
  readonly worstToMend: number | undefined;
  readonly open: readonly Open[];
}

/** A requirement over time, by all the controls that serve it. */
export interface RequirementHistory {
  readonly profile: string;
  readonly requirement: string;
  readonly points: readonly Point[];
  readonly failingSince: FailingSince | undefined;
}

/** The runs of the same profiles over time. */
export interface ChainHistory {
  readonly profiles: readonly string[];
  /** Those in the period. */
  readonly runs: readonly RunPoint[];
  /** The longest span between complete runs, in milliseconds. */
  readonly longest: number;
  readonly gaps: readonly Gap[];
  readonly controls: readonly ControlHistory[];
  readonly requirements: readonly RequirementHistory[];
  readonly waivers: readonly WaiverSpan[];
  /** How many runs an older version made, before the first that names another. */
  readonly unchained: number;
}

/** The runs of an account over time. */
export interface History extends Asked {
  readonly chains: readonly ChainHistory[];
  /** Of all runs, whenever they were. */
  readonly problems: readonly ChainProblem[];
  readonly notes: readonly string[];
  /** 0 unbroken, 1 altered or forked, 2 a run missing (a gap, too) or unreadable. */
  readonly exitCode: 0 | 1 | 2;
}

/** What was found besides the runs that can be read. */
export interface Besides {
  readonly damaged: readonly DamagedRun[];
  readonly problems: readonly ChainProblem[];
  readonly notes: readonly string[];
}

/** The history of the runs of an account, the oldest first; each is read once, one at a time. */
export function historyOf(
  runs: Iterable<StoredRun>,
  besides: () => Besides,
  asked: Asked,
): History {
  const links: ChainedRun[] = [];
  const problems: ChainProblem[] = [];
  const chains = new Map<string, Chain>();
  for (const run of runs) {
    const { runId, startedAt, profiles, manifest, previous, isRetired } = run;
    links.push({ runId, startedAt, profiles, manifest, previous, isRetired });
    const chain = chains.get(chainOf(run)) ?? new Chain(profiles, asked);
    chains.set(chainOf(run), chain);
    const problem = chain.add(run);
    if (problem) problems.push(problem);
  }
  const { damaged, problems: others, notes } = besides();
  const all = [...chainProblems(links, damaged), ...problems, ...others];
  const told = [...chains.values()].map((chain) => chain.history());
  const hasGaps = told.some(({ gaps }) => gaps.length > 0);
  const exitCode = chainExitCode(all);
  return {
    ...asked,
    chains: told,
    problems: all,
    notes: [...sourceNotes(told), ...notes],
    exitCode: exitCode === 0 && hasGaps ? 2 : exitCode,
  };
}

function sourceNotes(chains: readonly ChainHistory[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { source } of chains.flatMap(({ runs }) => runs)) {
    if (source !== 'live') counts.set(source, (counts.get(source) ?? 0) + 1);
  }
  return [...counts].map(
    ([source, number]) => `Not of a live account: ${count(number, 'run')}, ${source}.`,
  );
}

interface Tracked {
  readonly profile: string | null;
  readonly id: string;
  requirements: readonly string[];
  readonly points: Point[];
}

/** The runs of one chain, of which only the counts and what fails are held. */
class Chain {
  private readonly profiles: readonly string[];
  private readonly asked: Asked;
  private readonly runs: RunPoint[] = [];
  private readonly controls = new Map<string, Tracked>();
  private readonly requirements = new Map<string, Tracked>();
  private readonly mending = new Mending();
  private readonly waiving = new Waiving();

  constructor(profiles: readonly string[], asked: Asked) {
    this.profiles = profiles;
    this.asked = asked;
  }

  add(run: StoredRun): ChainProblem | undefined {
    const { controls, waivers, profiles, read, ...point } = run;
    this.runs.push({ ...point, counts: pointOf(run, controls).counts });
    if (run.startedAt > this.asked.to) return undefined;
    for (const each of controls) pointIn(this.controls, each, pointOf(run, [each]));
    for (const { profile, requirement, controls: own } of servedBy(controls)) {
      const of = { profile, id: requirement, requirements: [] };
      pointIn(this.requirements, of, pointOf(run, own));
    }
    if (!run.isRetired && this.isAsked(run)) this.waiving.add(run, waivers);
    const { found, problem } = read();
    this.mending.add(run.startedAt, run.isComplete, found);
    return problem;
  }

  private isAsked({ startedAt }: { readonly startedAt: Instant }): boolean {
    return startedAt >= (this.asked.from ?? 0) && startedAt <= this.asked.to;
  }

  history(): ChainHistory {
    const { profiles, asked, runs } = this;
    const spans = spansOf(runs, asked);
    const within = this.mending.mended.filter(({ to }) => this.isAsked({ startedAt: to }));
    const [mended, open] = [byControl(within), byControl(this.mending.open)];
    return {
      profiles,
      runs: runs.filter((run) => this.isAsked(run)),
      longest: spans.reduce((most, { from, to }) => Math.max(most, to - from), 0),
      gaps: gapsIn(spans, asked.expected),
      controls: [...this.controls].map(([key, { id, ...control }]) => ({
        ...this.inPeriod(control),
        control: id,
        ...timesToMend(mended.get(key) ?? []),
        open: open.get(key) ?? [],
      })),
      requirements: [...this.requirements.values()].map(({ id, ...requirement }) => ({
        ...this.inPeriod(requirement),
        profile: requirement.profile ?? '',
        requirement: id,
      })),
      waivers: this.waiving.spans,
      unchained: runs.filter(({ previous }) => previous === undefined).length,
    };
  }

  private inPeriod<T extends Pick<Tracked, 'points'>>(of: T) {
    const points = of.points.filter((point) => this.isAsked(point));
    return { ...of, points, failingSince: failingSince(of.points) };
  }
}

function pointIn(
  into: Map<string, Tracked>,
  { profile, id, requirements }: Omit<Tracked, 'points'>,
  point: Point,
): void {
  const key = controlKey(profile, id);
  const known = into.get(key) ?? { profile, id, requirements, points: [] };
  into.set(key, known);
  known.requirements = requirements;
  known.points.push(point);
}

function timesToMend(mended: readonly Mended[]) {
  const spans = mended.map(({ from, to }) => to - from);
  const worst = spans.length > 0 ? spans.reduce((a, b) => Math.max(a, b)) : undefined;
  return { mended, medianToMend: median(spans), worstToMend: worst };
}

interface Served {
  readonly profile: string;
  readonly requirement: string;
  readonly controls: readonly ControlCounts[];
}

function servedBy(controls: readonly ControlCounts[]): readonly Served[] {
  const served = new Map<string, Served>();
  for (const control of controls) {
    const { profile, requirements } = control;
    if (profile === null) continue;
    for (const requirement of requirements) {
      const key = controlKey(profile, requirement);
      const before = served.get(key)?.controls ?? [];
      served.set(key, { profile, requirement, controls: [...before, control] });
    }
  }
  return [...served.values()];
}

function byControl<T extends Subject>(items: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = controlKey(item.profile, item.control);
    const own = groups.get(key);
    if (own) own.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
