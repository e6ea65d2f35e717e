import type { Waiver } from '../../../control';
import { ownWaivers, type Standing, standings } from '../../../result';
import { type GivenSettings, removeWaivers, waiversOf } from '../../../run';
import { printShort } from '../output';
import { auditsOf, NOTHING_LEFT, withLeft } from './audits';
import { refuseTerms, type WaiveFlags } from './flags';
import { readWaiversText, shownPath, waiversPlace, writeWaiversText } from './waivers-file';

/** Takes out the waivers of what does not fail any more. @throws ConfigurationError where anything given is wrong */
export async function shrink(given: GivenSettings, flags: WaiveFlags): Promise<void> {
  refuseTerms(flags);
  const audits = await auditsOf(given);
  const { path } = waiversPlace(given, flags.out, audits.trustsDirectory);
  const file = readWaiversText(path);
  const waivers = waiversOf(file);
  const found = new Map<Waiver, Standing>(waivers.map((waiver) => [waiver, 'of another account']));
  let left = NOTHING_LEFT;
  for await (const audit of audits.all()) {
    left = withLeft(left, audit);
    if (!audit.result) continue;
    const { accountId = '' } = audit.result.audited?.report ?? {};
    for (const [waiver, standing] of standings(ownWaivers(waivers, accountId), audit.result)) {
      found.set(waiver, standing);
    }
  }
  const mended = [...found].flatMap(([waiver, standing]) => (standing === 'mended' ? waiver : []));
  const now = readWaiversText(path);
  writeWaiversText(now, removeWaivers(now, mended));
  const { shrinkingText } = await import('../../../formats');
  const said = { path: shownPath(path), standings: found, left, now: file.now };
  printShort((width) => shrinkingText(said, width));
}
