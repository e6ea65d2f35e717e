import { idleWaivers, isTagPattern, tagTexts, type Verdict, type Waiver } from '../control';
import { DAY, formatInstant, type Instant, type User } from '../report';
import type { ControlResult } from './audit-result';

const NEAR_DAYS = 14;

/** `used` made a failure `waived`; `ending` are those of them that end within 14 days. */
export interface WaiverUse {
  readonly used: readonly Waiver[];
  readonly ending: readonly Waiver[];
  /** Of controls that were run in full: nobody is their subject. */
  readonly stale: readonly Waiver[];
}

const known = new WeakMap<readonly ControlResult[], { asked: Asked; use: WaiverUse }>();

interface Asked {
  readonly waivers: readonly Waiver[];
  readonly results: readonly ControlResult[];
  readonly asOf: Instant;
  readonly users: readonly User[];
}

/**
 * Sorts waivers by what became of them at an instant; `users`, for those by tag. Once for each run, since several
 * writers ask.
 */
export function waiverUse(
  waivers: readonly Waiver[],
  results: readonly ControlResult[],
  asOf: Instant,
  users: readonly User[] = [],
): WaiverUse {
  if (waivers.length === 0) return { used: [], ending: [], stale: [] };
  const asked = { waivers, results, asOf, users };
  const former = known.get(results);
  if (former && isSame(former.asked, asked)) return former.use;
  const use = sorted(asked);
  known.set(results, { asked, use });
  return use;
}

function isSame(one: Asked, other: Asked): boolean {
  return one.waivers === other.waivers && one.asOf === other.asOf && one.users === other.users;
}

function sorted({ waivers, results, asOf, users }: Asked): WaiverUse {
  const verdicts = results.flatMap((result) => result.verdicts);
  const waiving = new Set(
    verdicts.flatMap(({ status, waiver }) => (status === 'waived' && waiver ? waiver : [])),
  );
  const used = waivers.filter((waiver) => waiving.has(waiver));
  const complete = new Set(results.filter(isComplete).map(({ id }) => id));
  const idle = idleOnes(waivers, verdicts, users);
  return {
    used,
    ending: used.filter(({ expires }) => expires < asOf + NEAR_DAYS * DAY),
    stale: waivers.filter((waiver) => complete.has(waiver.control) && idle.has(waiver)),
  };
}

// Where a fact was lacking or refused, the one verdict is of nobody: its subjects are not known.
function isComplete({ notRun, verdicts: [first, ...others] }: ControlResult): boolean {
  const isOfNobody = first && others.length === 0 && first.arn === undefined;
  const isUnknown = isOfNobody && (first.status === 'notReviewed' || first.status === 'error');
  return notRun === 0 && !isUnknown;
}

function idleOnes(
  waivers: readonly Waiver[],
  verdicts: readonly Verdict[],
  users: readonly User[],
): ReadonlySet<Waiver> {
  const tagged = waivers.some(({ subject }) => isTagPattern(subject)) ? users : [];
  const tags = new Map(tagged.map((user) => [user.arn, tagTexts(user)]));
  const controls = new Map<string, OfControl>();
  for (const waiver of waivers) {
    const known = controls.get(waiver.control);
    if (known) known.waivers.push(waiver);
    else controls.set(waiver.control, { waivers: [waiver], names: [], tags: [] });
  }
  for (const { control, subject, arn = '' } of verdicts) {
    const own = controls.get(control);
    own?.names.push(subject, arn);
    own?.tags.push(...(tags.get(arn) ?? []));
  }
  const idle = [...controls.values()].flatMap((own) => idleWaivers(own.waivers, own));
  // Whom one by tag is about is not known without tags.
  const tagsAreKnown = users.some(({ tags }) => tags);
  return new Set(idle.filter(({ subject }) => tagsAreKnown || !isTagPattern(subject)));
}

interface OfControl {
  readonly waivers: Waiver[];
  readonly names: string[];
  readonly tags: string[];
}

/** As evidence shows it; `expires` is the last day on which it holds, in UTC. */
export interface WaiverRecord {
  readonly subject: string;
  readonly reason: string;
  readonly owner: string;
  readonly approvedBy: string;
  readonly ticket: string | null;
  readonly expires: string;
}

/** See `WaiverRecord`. */
export function waiverRecord(waiver: Waiver): WaiverRecord {
  const { subject, reason, owner, approvedBy, ticket = null, expires } = waiver;
  return { subject, reason, owner, approvedBy, ticket, expires: utcDay(expires) };
}

/** The day of an instant in UTC: `2026-01-31`. */
export function utcDay(instant: Instant): string {
  return formatInstant(instant).slice(0, 'YYYY-MM-DD'.length);
}
