import { z } from 'zod';
import { BundleError } from '../../bundle';
import { formatInstant, type Instant } from '../../report';

/** A run of a chain: its manifest's SHA-256, and the run that it names as the one before it. */
export interface Link {
  readonly runId: string;
  readonly startedAt: Instant;
  readonly sha256: string;
  /** null: the run found none before it; undefined: it is of before there were chains. */
  readonly previous: { readonly runId: string; readonly manifest: string } | null | undefined;
}

const PREVIOUS = z.object({
  previous: z
    .strictObject({
      runId: z.string().max(100),
      manifest: z.string().regex(/^[\da-f]{64}$/),
    })
    .nullable()
    .optional(),
});

/** What a manifest says of the run before it. Throws BundleError where that is not understood. */
export function previousOf(manifest: unknown): Link['previous'] {
  const parsed = PREVIOUS.safeParse(manifest);
  if (parsed.success) return parsed.data.previous;
  throw new BundleError(`manifest.json is not understood: ${z.prettifyError(parsed.error)}.`);
}

/** What the runs of one account say of each other, a sentence each; with a problem the chain is not whole. */
export interface ChainFindings {
  readonly problems: readonly string[];
  readonly notes: readonly string[];
  /** Whether each of them names the one before it. */
  readonly isWhole: boolean;
}

/** Holds each run against the one that it names, of those that are given in whatever order. */
export function chainFindings(given: readonly Link[]): ChainFindings {
  const links = [...new Map(given.map((link) => [link.sha256, link])).values()].sort(byId);
  const [first] = links;
  const last = links.at(-1);
  if (!first || !last) return { problems: [], notes: [], isWhole: false };
  const problems = [...twice(links), ...forks(links), ...links.flatMap(linkProblems)];
  const unchained = links.filter(({ previous }) => previous === undefined).length;
  const span =
    `${links.length} runs, from ${first.runId} (${formatInstant(first.startedAt)}) to ${last.runId} ` +
    `(${formatInstant(last.startedAt)})`;
  const isWhole = problems.length === 0 && unchained === 0;
  return {
    problems,
    isWhole,
    notes: [
      isWhole ? `${span}: each names the one before it.` : `${span}.`,
      ...(first.previous
        ? [`The first follows run ${first.previous.runId}, which is not here.`]
        : []),
      ...(unchained > 0
        ? [
            `${unchained} of them say nothing of a run before them: they are of before there were chains.`,
          ]
        : []),
    ],
  };
}

function byId({ runId: one }: Link, { runId: other }: Link): number {
  return one < other ? -1 : Number(one > other);
}

function twice(links: readonly Link[]): readonly string[] {
  const ids = links.map(({ runId }) => runId);
  const seen = new Set(ids.filter((id, at) => ids.indexOf(id) !== at));
  return [...seen].map((id) => `Run ${id} is there with several manifests: one of them is false.`);
}

function forks(links: readonly Link[]): readonly string[] {
  const followers = new Map<string, string[]>();
  for (const { runId, previous } of links) {
    if (!previous) continue;
    followers.set(previous.manifest, [...(followers.get(previous.manifest) ?? []), runId]);
  }
  return [...followers.values()]
    .filter(({ length }) => length > 1)
    .map((ids) => `Runs ${ids.join(' and ')} follow the same run: the chain forks.`);
}

function linkProblems(
  { runId, previous }: Link,
  at: number,
  links: readonly Link[],
): readonly string[] {
  const earlier = links.slice(0, at).filter((link) => link.runId !== runId);
  const before = earlier.at(-1);
  if (previous === undefined) return [];
  if (previous === null) {
    return before ? [`Run ${runId} names no run before it, but ${before.runId} is.`] : [];
  }
  const named = links.filter((link) => link.runId === previous.runId);
  if (named.some(({ sha256 }) => sha256 === previous.manifest)) {
    return previous.runId < runId
      ? []
      : [`Run ${runId} follows run ${previous.runId}, which is not before it.`];
  }
  const [other] = named;
  if (other) {
    return [
      `Run ${runId} follows run ${previous.runId} with the manifest ${previous.manifest}, but here its SHA-256 is ` +
        `${other.sha256}: it was changed since.`,
    ];
  }
  return before
    ? [`Run ${runId} follows run ${previous.runId}, which is missing after ${before.runId}.`]
    : [];
}
