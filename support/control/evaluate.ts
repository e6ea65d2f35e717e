import { type CredentialReport, FACTS, type Instant, type Subject } from '../report';
import type { Control, Inputs, Judgement } from './control';
import type { Finding } from './finding';
import { isVisible } from './look-alike';
import { broken, judged, unjudged, withWaiver } from './make-verdict';
import { OWNER_RULES, type OwnerRule, type PersonFinder, peopleOf } from './owner';
import { classFinder, EVERYBODY, type Scope, type UserClass } from './user-class';
import { isTagPattern, tagTexts } from './user-texts';
import type { Verdict } from './verdict';
import { type Waiver, type WaiverFinder, waiverFinder } from './waiver';

/** What a control is held to: the inputs that differ from its defaults, and for whom. */
export interface Terms {
  readonly inputs: Inputs;
  readonly scope?: Scope;
  /** By which owners are told; none: by tags and path. */
  readonly owners?: readonly OwnerRule[];
}

/**
 * Verdicts on every subject and every user without one, in the report's order. Never throws: what a
 * control throws is an `error`.
 */
export function evaluate(
  control: Control,
  terms: Terms,
  report: CredentialReport,
  waivers: readonly Waiver[],
): readonly Verdict[] {
  const unknown = unknownFact(control, terms, report);
  if (unknown) return [unknown];
  let groups: readonly Group[];
  try {
    groups = groupsOf(control, terms, report);
  } catch (error) {
    return [broken(control, 'all subjects', undefined, `could not list them: ${text(error)}`)];
  }
  const finders = {
    personOf: peopleOf(report, terms.owners ?? OWNER_RULES),
    waiverOf: waiverFinder(waivers, control.id, report.asOf),
    tagsOf: tagFinder(report, waivers),
  };
  const seen = new Uint8Array(report.users.length);
  const judged: Verdict[] = [];
  for (const group of groups) judgeGroup(control, group, finders, { report, seen, judged });
  if (judged.length === 0) return [nothingToJudge(control, report)];
  const classes = groups.reduce((sum, group) => sum + (group.classes?.size ?? 0), 0);
  if (classes > 1) sortByUser(judged, finders);
  const kind = groups.find(({ subjects }) => subjects.length > 0)?.subjects[0]?.kind;
  const others = usersWithoutSubject(control, kind, { report, seen }, finders);
  return withoutDoubles(control, judged).concat(others);
}

interface Finders {
  readonly personOf: PersonFinder;
  readonly waiverOf: WaiverFinder | undefined;
  readonly tagsOf: (arn: string) => readonly string[];
}

/** A report, and a 1 for each of its users about whom there is a verdict. */
interface Seen {
  readonly report: CredentialReport;
  readonly seen: Uint8Array;
}

const NONE: readonly string[] = [];

function tagFinder({ users }: CredentialReport, waivers: readonly Waiver[]): Finders['tagsOf'] {
  if (!waivers.some(({ subject }) => isTagPattern(subject))) return () => NONE;
  const tags = new Map(users.map((user) => [user.arn, tagTexts(user)]));
  return (arn) => tags.get(arn) ?? NONE;
}

/** Whether it depends on tags whom a control judges, and at which limits. */
export function needsTags({ inputs, scope = EVERYBODY }: Terms): boolean {
  const { everybody, classes } = scope;
  const isSplit = !everybody || classes.some((each) => each.inputs);
  const lists = [inputs, ...classes.map((each) => each.inputs ?? {})].flatMap(Object.values);
  const patterns = [...lists, ...(isSplit ? classes.map(({ users }) => users) : [])].flat();
  return patterns.some((pattern) => typeof pattern === 'string' && isTagPattern(pattern));
}

function unknownFact(
  control: Control,
  terms: Terms,
  { facts }: CredentialReport,
): Verdict | undefined {
  const { userTags } = facts;
  if (needsTags(terms) && !(userTags && 'known' in userTags)) {
    // Neither who is judged nor by which limit is known: not even that nobody fails.
    const why = userTags?.refused ?? 'a saved report does not tell the tags of users';
    return broken(control, 'all subjects', undefined, `its classes or lists go by tag, and ${why}`);
  }
  for (const name of control.facts) {
    const fact = facts[name];
    if (fact && 'known' in fact) continue;
    if (fact) return broken(control, 'all subjects', undefined, fact.refused);
    const reason = `Not reviewed: a saved report does not tell the ${FACTS[name].title}.`;
    return unjudged(control, { label: 'all subjects' }, 'notReviewed', reason);
  }
  return undefined;
}

interface Group extends Judgement {
  readonly classOf: (subject: Subject) => UserClass | undefined;
  readonly classes: ReadonlySet<UserClass | undefined> | undefined;
}

function groupsOf(
  control: Control,
  { inputs, scope: { everybody, classes } = EVERYBODY }: Terms,
  report: CredentialReport,
): readonly Group[] {
  const judgement = (given: Inputs) => {
    const listed = control.judge(report, given);
    for (const subject of listed.subjects) checkSubject(subject);
    return listed;
  };
  if (classes.length === 0) {
    return [{ ...judgement(inputs), classOf: () => undefined, classes: undefined }];
  }
  const find = classFinder(classes);
  const users = new Map(report.users.map((user) => [user.arn, find(user)]));
  const classOf = ({ arn }: Subject) => users.get(arn);
  // Root, the account and users unknown to the report belong to no class: nobody would judge them.
  const stray = everybody
    ? undefined
    : judgement(inputs).subjects.find(({ arn }) => !users.has(arn));
  if (stray) throw new Error(`${stray.label} belongs to no class of users`);
  const sharing = new Map<Inputs, Set<UserClass | undefined>>();
  for (const userClass of [undefined, ...classes]) {
    const given = userClass?.inputs ?? (everybody ? inputs : undefined);
    if (given) sharing.set(given, (sharing.get(given) ?? new Set()).add(userClass));
  }
  return [...sharing].map(([given, own]) => ({ ...judgement(given), classOf, classes: own }));
}

// Plain JavaScript is not checked: `keys[0]` of a user without keys gives undefined.
function checkSubject(subject: Partial<Subject> | undefined): void {
  if (typeof subject?.label === 'string' && typeof subject.arn === 'string') return;
  throw new TypeError('one of them is no subject of the report');
}

function judgeGroup(
  control: Control,
  { subjects, check, classOf, classes }: Group,
  { personOf, waiverOf, tagsOf }: Finders,
  { report, seen, judged: verdicts }: Seen & { readonly judged: Verdict[] },
): void {
  subjects.forEach((subject, index) => {
    const userClass = classOf(subject);
    if (classes && !classes.has(userClass)) return;
    const { label, arn, contradiction } = subject;
    const finding = contradiction ?? findingOf(check, index, report.asOf);
    const { owner, place } = personOf(arn);
    seen[place] = 1;
    if (typeof finding === 'string') {
      verdicts.push({ ...broken(control, label, arn, finding), owner });
    } else if (finding.undecided) {
      verdicts.push(unjudged(control, { label, arn, owner }, 'notReviewed', finding.reason));
    } else {
      const verdict = judged(control, subject, finding, { userClass, owner });
      const waiver = waiverOf?.(label, arn, tagsOf(arn));
      verdicts.push(waiver ? withWaiver(verdict, waiver) : verdict);
    }
  });
}

function sortByUser(verdicts: Verdict[], { personOf }: Finders): void {
  const of = ({ arn = '' }: Verdict) => personOf(arn).place;
  verdicts.sort((a, b) => of(a) - of(b));
}

function withoutDoubles(control: Control, verdicts: readonly Verdict[]): readonly Verdict[] {
  const labels = new Set(verdicts.map(({ subject }) => subject));
  if (labels.size === verdicts.length) return verdicts;
  return verdicts.map((verdict) =>
    labels.delete(verdict.subject)
      ? verdict
      : {
          ...broken(control, verdict.subject, verdict.arn, 'another subject has the same label'),
          owner: verdict.owner,
        },
  );
}

function findingOf(check: Judgement['check'], index: number, asOf: Instant): Finding | string {
  let finding: Finding;
  try {
    finding = check(index);
  } catch (error) {
    return whyNot(error);
  }
  const isFinding = typeof finding?.passed === 'boolean' && isText(finding.reason);
  if (isFinding && finding.passed && finding.undecided)
    return 'the check passes what it cannot decide';
  if (!isFinding) return 'the check returned no finding';
  const { dueAt, passed, undecided } = finding;
  if (dueAt === undefined || undecided) return finding;
  if (!Number.isSafeInteger(dueAt) || dueAt < 0 || dueAt > LAST_DATE) {
    return 'the check returned a due date that is no instant';
  }
  return passed === asOf < dueAt ? finding : 'the check contradicts the due date that it returned';
}

function nothingToJudge(control: Control, report: CredentialReport): Verdict {
  // Where the report leaves credentials out, nobody knows that there are none to judge.
  const unbelievable = [report.root, ...report.users].find(({ contradiction }) => contradiction);
  if (unbelievable) {
    const { label, contradiction } = unbelievable;
    return broken(control, 'no subject', undefined, `since of ${label} ${contradiction}`);
  }
  const reason = `Of root and ${report.users.length} users in the report, none has anything that this control judges.`;
  return unjudged(control, { label: 'no subject' }, 'notApplicable', reason);
}

function usersWithoutSubject(
  control: Control,
  kind: Subject['kind'] | undefined,
  { report, seen }: Seen,
  { personOf }: Finders,
): readonly Verdict[] {
  const others = report.users.filter((_, place) => seen[place] === 0);
  if (others.length === report.users.length) return [];
  const why = kind === 'user' ? 'is not among the users' : `has no ${kind}`;
  return others.map((user) => {
    const { label, arn, contradiction } = user;
    const { owner } = personOf(arn);
    if (contradiction !== undefined)
      return { ...broken(control, label, arn, contradiction), owner };
    const reason = [label, why, 'that this control judges.'].join(' ');
    return unjudged(control, { label, arn, owner }, 'notApplicable', reason);
  });
}

// Reading a text also makes V8 store it in one piece, in a third of the memory.
function isText(reason: unknown): boolean {
  return typeof reason === 'string' && isVisible(reason);
}

/** Dates are written with a year of four digits. */
const LAST_DATE = Date.UTC(9999, 11, 31);

// A plain Error is what a check throws on purpose; any other is an accident.
function whyNot(error: unknown): string {
  const onPurpose = error instanceof Error && error.name === 'Error' && error.message !== '';
  return onPurpose ? error.message : `the check crashed: ${text(error)}`;
}

function text(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
