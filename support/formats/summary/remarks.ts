import {
  type AuditResult,
  type ControlResult,
  classLimits,
  count,
  idleLists,
  sharedControls,
  subjectsText,
  utcDay,
  type WaiverGroup,
  waiverGroups,
  waiverUse,
} from '../../result';
import { type Canvas, entry, warning } from './layout';

const SHOWN = 3;
/** Of waivers, of which there can be thousands; the page has them all. */
const WAIVERS = 10;

const MATCHES_NOTHING =
  'matches nothing: delete it, or name a subject such as "alice / access key 1" or "alice / *"';

/** What was not reviewed, waivers and classes of users: what else there is to know, or to mend. */
export function remarks(result: AuditResult, canvas: Canvas): string {
  const { audited, waivers, results } = result;
  if (!audited) return '';
  const { asOf, users } = audited.report;
  const { used, ending, stale } = waiverUse(waivers, results, asOf, users);
  return [
    ...notReviewed(results).map((text) => warning(text, canvas)),
    ...bounded(waiverGroups(used).map((group) => `${whom(group)} ${untilWhen(group)}`)).map(
      (text) => entry('Waived', text, canvas),
    ),
    ...bounded([
      ...waiverGroups(ending).map(
        (group) => `the waiver of ${whom(group)} ends on ${utcDay(group.expires)}`,
      ),
      ...waiverGroups(stale).map((group) => `the waiver of ${whom(group)} ${MATCHES_NOTHING}`),
    ]).map((text) => warning(text, canvas)),
    ...results.flatMap(classLimits).map((text) => entry('Class', text, canvas)),
    ...idleLists(result).map((list) => warning(`${list} matches no user`, canvas)),
  ].join('\n');
}

function whom({ control, waivers }: WaiverGroup): string {
  return `${subjectsText(waivers)} (${control})`;
}

function untilWhen({ expires, reason }: WaiverGroup): string {
  return `until ${utcDay(expires)}: ${reason}`;
}

function bounded(texts: readonly string[]): readonly string[] {
  const more = texts.length - WAIVERS;
  return more > 0 ? [...texts.slice(0, WAIVERS), `and ${count(more, 'more waiver')}`] : texts;
}

// Many controls can lack the same fact: that is told once.
function notReviewed(results: readonly ControlResult[]): readonly string[] {
  const namesBy = new Map<string, string[]>();
  for (const shared of sharedControls(results)) {
    const name = nameOf(shared.result);
    for (const reason of openReasons(shared.result)) {
      const names = namesBy.get(reason) ?? [];
      namesBy.set(reason, names.includes(name) ? names : [...names, name]);
    }
  }
  return [...namesBy].map(([reason, names]) => `${names.join(', ')}: ${reason}`);
}

function openReasons({ verdicts }: ControlResult): readonly string[] {
  const open = verdicts.filter(({ status }) => status === 'notReviewed');
  const more = open.length - SHOWN;
  const shown = open.slice(0, SHOWN).map(({ reason }) => reason);
  return more > 0 ? [...shown, `and ${more} more not reviewed`] : shown;
}

function nameOf({ profile, id }: ControlResult): string {
  return profile === undefined ? `${id} (plain test)` : id;
}
