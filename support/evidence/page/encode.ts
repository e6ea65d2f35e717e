import { fullReason, type Verdict } from '../../control';
import type { AuditResult, ControlResult } from '../audit-result';
import { notRunOf } from './counts';
import { type ControlData, NAME, type PageData } from './data';
import type { Subject } from './subjects';
import { visible } from './visible';
import { nameOf, SEVERITIES_DOWN, STATUSES } from './words';

/** Puts the verdicts into columns. No text of it hides a character; so `NAME` is in none by itself. */
export function encode(result: AuditResult, subjects: readonly Subject[]): PageData {
  const { results, profiles } = result;
  const texts = new Texts();
  return {
    notRun: notRunOf(result),
    controls: results.map((control) => controlData(control, profiles.length > 1)),
    subjects: {
      names: subjects.map(({ name }) => visible(name)),
      kinds: subjects.map(({ kind }) => kind.charAt(0)).join(''),
      arns: subjects.map(({ arn, name }) => placeArn(texts, arn, name)),
      counts: subjects.map(({ judged }) => judged.length),
    },
    verdicts: columns(subjects, results, texts),
    texts: texts.list,
  };
}

// In one pass, since there can be 100,000 of them.
function columns(
  subjects: readonly Subject[],
  results: readonly ControlResult[],
  texts: Texts,
): PageData['verdicts'] {
  const columns: Columns = { controls: [], labels: [], reasons: [], fixes: [] };
  let statuses = '';
  let severities = '';
  for (const { name, judged } of subjects) {
    for (const { result, verdict } of judged) {
      columns.controls.push(result);
      columns.labels.push(texts.place(verdict.subject, name));
      columns.reasons.push(texts.place(fullReason(verdict), name));
      columns.fixes.push(placeFix(texts, verdict, results[result], name));
      statuses += STATUSES.indexOf(verdict.status);
      severities += SEVERITIES_DOWN.indexOf(verdict.severity);
    }
  }
  return { ...columns, statuses, severities };
}

type Columns = Record<'controls' | 'labels' | 'reasons' | 'fixes', number[]>;

/** A table of texts in which each stands once. */
class Texts {
  readonly list: string[] = [];
  private readonly whole = new Map<string, number>();
  private readonly afterName = new Map<string, number>();
  private readonly ofParts = new Map<string, number>();

  /** The place of a text; where it begins with the name, of what follows the name. */
  place(text: string, name: string): number {
    if (!text.startsWith(name)) return this.known(this.whole, text, visible);
    return this.known(this.afterName, text.slice(name.length), (rest) => NAME + visible(rest));
  }

  /** The place of a text in which the name stands between the parts. */
  placeParts(parts: readonly string[]): number {
    return this.known(this.ofParts, parts.map(visible).join(NAME), (text) => text);
  }

  private known(places: Map<string, number>, key: string, write: (key: string) => string): number {
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, this.list.length);
    return this.list.push(write(key)) - 1;
  }
}

function controlData(control: ControlResult, several: boolean): ControlData {
  const { id, about, requirements } = control;
  return {
    id: visible(id),
    name: visible(nameOf(control, several)),
    title: visible(about?.title ?? ''),
    requirements: requirements.map(visible),
  };
}

function placeArn(texts: Texts, arn: string | undefined, name: string): number {
  if (arn === undefined) return -1;
  const isNamed = arn.endsWith(name);
  return texts.placeParts(isNamed ? [arn.slice(0, arn.length - name.length), ''] : [arn]);
}

// Nearly always the remediation of the control, with the name filled in.
function placeFix(
  texts: Texts,
  { fix }: Verdict,
  control: ControlResult | undefined,
  name: string,
): number {
  if (fix === undefined) return -1;
  const parts = control?.about?.remediation.split('<user>') ?? [];
  return texts.placeParts(parts.join(name) === fix ? parts : [fix]);
}
