import { distance } from 'fastest-levenshtein';
import { ConfigurationError, hint, matchesAny, type Verdict } from '../control';
import type { AuditResult } from './audit-result';

/** Whose failures are meant: of these controls and these users. An empty list means all. */
export interface Chosen {
  readonly controls: readonly string[];
  /** Each by name, path, ARN or tag, as `matchesAny` has it; or `root`. */
  readonly users: readonly string[];
}

/** The failures of an account that are meant, and what there was to choose from. */
export interface ChosenFailures {
  readonly verdicts: readonly Verdict[];
  readonly controls: readonly string[];
  readonly names: readonly string[];
  /** The patterns of users that somebody matches. */
  readonly known: ReadonlySet<string>;
  /** The controls, and the patterns of users, that chose a failure. */
  readonly hits: { readonly controls: ReadonlySet<string>; readonly users: ReadonlySet<string> };
}

/** Plain Jest files are none of it: they have no id that a file could name. */
export function chosenFailures(result: AuditResult, chosen: Chosen): ChosenFailures {
  const { root, users = [] } = result.audited?.report ?? {};
  const usersOf = userMatcher(result, chosen.users);
  const hits = { controls: new Set<string>(), users: new Set<string>() };
  const judged = result.results.filter(({ profile }) => profile !== undefined);
  const failed = judged.flatMap(({ verdicts }) =>
    verdicts.filter(({ status }) => status === 'failed'),
  );
  const verdicts = failed.filter((verdict) => {
    const patterns = usersOf(verdict);
    const isMeant =
      (chosen.controls.length === 0 || chosen.controls.includes(verdict.control)) &&
      (chosen.users.length === 0 || patterns.length > 0);
    if (isMeant) hits.controls.add(verdict.control);
    for (const each of isMeant ? patterns : []) hits.users.add(each);
    return isMeant;
  });
  const known = users.flatMap(({ label, arn }) => usersOf({ subject: label, arn }));
  return {
    verdicts,
    hits,
    controls: judged.map(({ id }) => id),
    names: [...(root ? [ROOT] : []), ...users.map(({ name }) => name)],
    known: new Set([...known, ...(root ? [ROOT, root.label, root.arn] : [])]),
  };
}

const ROOT = 'root';

type About = Pick<Verdict, 'subject' | 'arn'>;

function userMatcher({ audited }: AuditResult, patterns: readonly string[]) {
  if (!audited) return () => [];
  const { root, users, account } = audited.report;
  const byArn = new Map(users.map((user) => [user.arn, user]));
  const lists = patterns.map((pattern) => [pattern]);
  const isTaken = users.some(({ name }) => name === ROOT);
  const namesOfRoot = [...(isTaken ? [] : [ROOT]), root.label, root.arn];
  return ({ subject, arn = '' }: About): readonly string[] => {
    const user = byArn.get(arn);
    if (user) return lists.filter((list) => matchesAny(list, user)).flat();
    // The account as a whole has the ARN of root, but is nobody.
    if (subject === account.label) return [];
    const own = arn === root.arn ? namesOfRoot : [subject.split(' / ')[0], arn];
    return patterns.filter((pattern) => own.includes(pattern));
  };
}

/** Throws ConfigurationError for what chose no failure: who mistyped a name would believe that it did. */
export function refuseIdle(chosen: Chosen, parts: readonly ChosenFailures[]): void {
  const of = (list: (part: ChosenFailures) => Iterable<string>) =>
    new Set(parts.flatMap((part) => [...list(part)]));
  const [hits, known] = [of((part) => part.hits.controls), of((part) => part.known)];
  const failing = of((part) => part.hits.users);
  const [controls, names] = [of((part) => part.controls), of((part) => part.names)];
  const problems = [
    ...chosen.controls.flatMap((id) => {
      if (hits.has(id)) return [];
      return controls.has(id)
        ? [`--control is "${id}", under which ${among(chosen.users)} fails.`]
        : [`--control is "${id}", which no profile here selects.${hint(id, [...controls])}`];
    }),
    ...chosen.users.flatMap((user) => {
      if (failing.has(user)) return [];
      return known.has(user)
        ? [`--user is "${user}", which fails no control${ofThose(chosen.controls)}.`]
        : [`--user is "${user}", whom nobody here is called.${hint(user, nearest(user, names))}`];
    }),
  ];
  if (problems.length > 0) throw new ConfigurationError(problems);
}

function among(users: readonly string[]): string {
  return users.length === 0 ? 'nobody' : 'none of these users';
}

function ofThose(controls: readonly string[]): string {
  return controls.length === 0 ? '' : ' of those';
}

/** Of the 5,000 that an account can have. */
const SHOWN = 10;

function nearest(name: string, names: ReadonlySet<string>): readonly string[] {
  const by = new Map([...names].map((each) => [each, distance(name, each)]));
  return [...names].sort((one, other) => (by.get(one) ?? 0) - (by.get(other) ?? 0)).slice(0, SHOWN);
}
