import { idleWaivers, type Verdict, type Waiver } from '../control';
import { DAY, type Instant } from '../report';
import type { ControlResult } from './audit-result';

/** A waiver that ends within so many days is worth a warning. */
const NEAR_DAYS = 14;

/** What became of the waivers of a run. */
export interface WaiverUse {
  /** Those that made a failure `waived`. */
  readonly used: readonly Waiver[];
  /** Used, and at an end within 14 days. */
  readonly ending: readonly Waiver[];
  /** Those whose control was run and whose subject nobody is: to be deleted. */
  readonly stale: readonly Waiver[];
}

/**
 * Sorts waivers by what became of them.
 *
 * @param asOf the instant of the report
 */
export function waiverUse(
  waivers: readonly Waiver[],
  results: readonly ControlResult[],
  asOf: Instant,
): WaiverUse {
  const verdicts = results.flatMap((result) => result.verdicts);
  const waiving = new Set(
    verdicts.flatMap(({ status, waiver }) => (status === 'waived' && waiver ? waiver : [])),
  );
  const used = waivers.filter((waiver) => waiving.has(waiver));
  const complete = new Set(results.filter(({ notRun }) => notRun === 0).map(({ id }) => id));
  const idle = idleOnes(waivers, verdicts);
  return {
    used,
    ending: used.filter(({ expires }) => expires < asOf + NEAR_DAYS * DAY),
    stale: waivers.filter((waiver) => complete.has(waiver.control) && idle.has(waiver)),
  };
}

function idleOnes(waivers: readonly Waiver[], verdicts: readonly Verdict[]): ReadonlySet<Waiver> {
  const controls = new Map<string, { readonly waivers: Waiver[]; readonly texts: string[] }>();
  for (const waiver of waivers) {
    const known = controls.get(waiver.control);
    if (known) known.waivers.push(waiver);
    else controls.set(waiver.control, { waivers: [waiver], texts: [] });
  }
  for (const { control, subject, arn = '' } of verdicts) {
    controls.get(control)?.texts.push(subject, arn);
  }
  return new Set([...controls.values()].flatMap((own) => idleWaivers(own.waivers, own.texts)));
}
