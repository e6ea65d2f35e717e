import { fullReason, type Verdict } from '../../control';
import type { Instant } from '../../report';
import {
  type AuditResult,
  type ControlResult,
  dueWithin,
  type JudgedSubject,
  nameOf,
  notRunOf,
  SEVERITIES_DOWN,
  STATUSES,
} from '../../result';
import { Texts } from '../kit/texts';
import { visible } from '../kit/visible';
import type { ControlData, PageData } from './data';
import { knowsOwners, ownerOf } from './due';

/** Puts the verdicts into columns. No text of it hides a character. */
export function encode(result: AuditResult, subjects: readonly JudgedSubject[]): PageData {
  const { results, profiles, audited } = result;
  const texts = new Texts();
  const asOf = audited?.report.asOf ?? 0;
  const owners = placeOwners(subjects);
  const remedies = results.map(({ about }) => remedyOf(about?.remediation ?? ''));
  return {
    notRun: notRunOf(result),
    asOf,
    dueWithin: dueWithin(result.run),
    controls: results.map((control) => controlData(control, profiles.length > 1)),
    owners: owners.list,
    subjects: {
      names: subjects.map(({ name }) => visible(name)),
      kinds: subjects.map(({ kind }) => kind.charAt(0)).join(''),
      arns: subjects.map(({ arn, name }) => placeArn(texts, arn, name)),
      owners: owners.places,
      counts: subjects.map(({ judged }) => judged.length),
    },
    verdicts: columns(subjects, remedies, texts, asOf),
    texts: texts.list,
  };
}

// In one pass, since there can be 100,000 of them.
function columns(
  subjects: readonly JudgedSubject[],
  remedies: readonly Remedy[],
  texts: Texts,
  asOf: Instant,
): PageData['verdicts'] {
  const columns: Columns = { controls: [], labels: [], reasons: [], fixes: [] };
  // Put together at the end: a text that grows by a digit is a chain of 100,000 pieces.
  const [statuses, severities]: [unknown[], unknown[]] = [[], []];
  const dues: PageData['verdicts']['dues'][number][] = [];
  for (const { name, judged } of subjects) {
    for (const { result, verdict } of judged) {
      columns.controls.push(result);
      columns.labels.push(texts.place(verdict.subject, name));
      columns.reasons.push(texts.place(fullReason(verdict), name));
      columns.fixes.push(placeFix(texts, verdict, remedies[result], name));
      statuses.push(STATUS_DIGITS.get(verdict.status));
      severities.push(SEVERITY_DIGITS.get(verdict.severity));
      dues.push(verdict.dueAt === undefined ? '' : verdict.dueAt - asOf);
    }
  }
  return { ...columns, statuses: statuses.join(''), severities: severities.join(''), dues };
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

function placeOwners(subjects: readonly JudgedSubject[]) {
  const list: [name: string, by: string][] = [];
  if (!knowsOwners(subjects)) return { list, places: subjects.map(() => -1) };
  const known = new Map<string, Map<string, number>>();
  const places = subjects.map((subject) => {
    const owner = ownerOf(subject);
    if (!owner) return -1;
    const { name, by } = owner;
    const ofName = known.get(name) ?? new Map<string, number>();
    const place = ofName.get(by) ?? list.push([visible(name), visible(by)]) - 1;
    known.set(name, ofName.set(by, place));
    return place;
  });
  return { list, places };
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
