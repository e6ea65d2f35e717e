import { type BundleReader, bundledVerdicts, type Manifest } from '../../bundle';
import type { CatalogueEntry } from '../../control';
import { type Difference, type Opinion, type SelectedControl, secondOpinion } from '../../oracle';
import { FACTS, messageOf } from '../../report';
import { type Findings, NOTHING, reserve, together } from './verification';

/**
 * What another method, which shares no code with the first, says of the verdicts of a bundle: it judges them
 * again from the raw cells, by the limits of the manifest. Of other code than this one, which may judge
 * otherwise, a difference is a reservation. It never throws: what cannot be read is a reservation, too.
 */
export function askSecond(
  files: BundleReader,
  manifest: Manifest,
  entries: readonly CatalogueEntry[],
  sameCode: boolean,
): Findings {
  let opinion: Opinion;
  try {
    opinion = secondOpinion(evidenceOf(files, manifest));
  } catch (error) {
    // Whatever a hostile file does to it: not compared is no pass.
    return unasked(`the other method cannot read it: ${messageOf(error)}`);
  }
  const { differences, notCompared } = opinion;
  const texts = differences.map(differenceText);
  return together([
    sameCode ? { ...NOTHING, problems: texts } : reserve('other verdicts', texts),
    reserve(
      'no second opinion',
      notCompared.map(
        ({ control, why }) => `There is no second opinion on ${nameOf(control)}: ${why}.`,
      ),
    ),
    isEmpty(opinion) ? unasked('it judges none of these controls') : NOTHING,
    { ...NOTHING, notes: [noteOf(opinion, entries)] },
  ]);
}

// A verdict that nobody else judged has no second opinion, and must not seem to.
function isEmpty({ judged, differences, notCompared }: Opinion): boolean {
  return judged + differences.length + notCompared.length === 0;
}

/** A reservation: nothing was compared, and why. */
export function unasked(why: string): Findings {
  return reserve('no second opinion', [`There is no second opinion: ${why.replace(/\.$/, '')}.`]);
}

function evidenceOf(files: BundleReader, manifest: Manifest) {
  const { report, controls } = manifest;
  if (!report) throw new Error('the run had no report');
  return {
    report: files.bytes('report.csv'),
    facts: files.text('facts.json'),
    verdicts: bundledVerdicts(files, manifest),
    asOf: report.asOf,
    isReadingTime: report.asOfSource === 'clock',
    controls: controls.map(({ profile, ...others }) => ({ ...others, profile })),
  };
}

const WORDS: Readonly<Record<string, string>> = {
  error: 'could not be checked',
  notApplicable: 'not applicable',
  notReviewed: 'not reviewed',
};

function differenceText({ control, subject, recorded, second }: Difference): string {
  const word = (status = 'no such verdict') => WORDS[status] ?? status;
  return (
    `the second opinion differs on ${nameOf(control)} › ${subject}: ${word(recorded)} in the bundle, ` +
    `${word(second)} by the second method.`
  );
}

function nameOf({ profile, id }: SelectedControl): string {
  return `${profile ?? 'plain test'} › ${id}`;
}

function noteOf(opinion: Opinion, entries: readonly CatalogueEntry[]): string {
  const { judged, total, differences, notCompared, notJudged } = opinion;
  const outcome =
    differences.length > 0
      ? `${differences.length} differ`
      : isEmpty(opinion)
        ? 'none could be compared'
        : notCompared.length > 0
          ? 'those agree'
          : 'all agree';
  const others = [
    ...new Set(notJudged.map((control) => `${control.id} (${whyNot(control, entries)})`)),
  ];
  const left = others.length === 0 ? '' : ` Not judged by it: ${others.join(', ')}.`;
  return `Second opinion: ${judged} of ${total} verdicts judged again by the other method, from raw cells: ${outcome}.${left}`;
}

function whyNot({ profile, id }: SelectedControl, entries: readonly CatalogueEntry[]): string {
  if (profile === undefined) return 'a plain Jest file';
  const facts = entries.find((entry) => entry.id === id)?.control?.facts ?? [];
  if (facts.length === 0) return 'no control of iamspec';
  return `needs the ${facts.map((name) => FACTS[name].title).join(', the ')}`;
}
