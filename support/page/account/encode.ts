import { fullReason, type Verdict } from '../../control';
import {
  type AuditResult,
  type ControlResult,
  type JudgedSubject,
  nameOf,
  notRunOf,
  SEVERITIES_DOWN,
  STATUSES,
} from '../../result';
import { Texts } from '../kit/texts';
import { visible } from '../kit/visible';
import type { ControlData, PageData } from './data';

/** Puts the verdicts into columns. No text of it hides a character. */
export function encode(result: AuditResult, subjects: readonly JudgedSubject[]): PageData {
  const { results, profiles } = result;
  const texts = new Texts();
  const remedies = results.map(({ about }) => remedyOf(about?.remediation ?? ''));
  return {
    notRun: notRunOf(result),
    controls: results.map((control) => controlData(control, profiles.length > 1)),
    subjects: {
      names: subjects.map(({ name }) => visible(name)),
      kinds: subjects.map(({ kind }) => kind.charAt(0)).join(''),
      arns: subjects.map(({ arn, name }) => placeArn(texts, arn, name)),
      counts: subjects.map(({ judged }) => judged.length),
    },
    verdicts: columns(subjects, remedies, texts),
    texts: texts.list,
  };
}

// In one pass, since there can be 100,000 of them.
function columns(
  subjects: readonly JudgedSubject[],
  remedies: readonly Remedy[],
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
      columns.fixes.push(placeFix(texts, verdict, remedies[result], name));
      statuses += STATUS_DIGITS.get(verdict.status);
      severities += SEVERITY_DIGITS.get(verdict.severity);
    }
  }
  return { ...columns, statuses, severities };
}

const STATUS_DIGITS = new Map(STATUSES.map((status, place) => [status, place]));
const SEVERITY_DIGITS = new Map(SEVERITIES_DOWN.map((severity, place) => [severity, place]));

type Columns = Record<'controls' | 'labels' | 'reasons' | 'fixes', number[]>;

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

// What a control says to do, between the names of a user; its place once it has one.
interface Remedy {
  readonly parts: readonly string[];
  place?: number;
}

function remedyOf(remediation: string): Remedy {
  return { parts: remediation.split('<user>') };
}

// Nearly always the remediation of the control, with the name filled in.
function placeFix(texts: Texts, { fix }: Verdict, remedy: Remedy | undefined, name: string) {
  if (fix === undefined) return -1;
  if (remedy?.parts.join(name) !== fix) return texts.placeParts([fix]);
  remedy.place ??= texts.placeParts(remedy.parts);
  return remedy.place;
}
