import { cell, leavesOut, type Row } from './cells';
import { NotUnderstood } from './csv';
import { asksForTag, holdSmall, meantBy, type Tags } from './patterns';
import { type Account, type Inputs, type Item, PROCEDURES } from './procedures';

/** What the oracle says of one subject. */
export type Answer = 'passed' | 'failed' | 'error' | 'notApplicable';

/** Answers by label of the subject. */
export type Answers = ReadonlyMap<string, Answer>;

/** A class of users; `inputs` undefined: those of everybody. */
export interface UserClass {
  readonly users: readonly string[];
  readonly inputs?: Inputs | undefined;
}

/** By which limits a control judges whom: `everybody` is whoever is in no class. */
export interface Terms {
  readonly inputs: Inputs;
  readonly scope: { readonly everybody: boolean; readonly classes: readonly UserClass[] };
}

/** `asOf` in milliseconds since 1970. @throws Error for an unknown control, or a row without a column */
export function ask(control: string, rows: readonly Row[], asOf: number, inputs: Inputs): Answers {
  const account = accountOf(rows, { asOf, isReadingTime: false, tags: undefined });
  return answer(control, account, { inputs, scope: { everybody: true, classes: [] } });
}

/** The account of a report that was read. Throws NotUnderstood where it has no root. */
export function accountOf(
  rows: readonly Row[],
  known: Pick<Account, 'asOf' | 'isReadingTime' | 'tags'>,
): Account {
  const root = rows.find((row) => row.user === '<root_account>');
  if (!root) throw new NotUnderstood('it has no root');
  return { ...known, root, users: rows.filter((row) => row !== root) };
}

/** Whether there is a procedure for a control. */
export function judges(control: string): boolean {
  return Object.hasOwn(PROCEDURES, control);
}

/** Answers for all subjects of a control. Throws NotUnderstood where there is no procedure, or its limits are not told. */
export function answer(control: string, account: Account, terms: Terms): Answers {
  const { root, users } = account;
  const items = asksForTags(terms) && !account.tags ? undefined : itemsOf(control, account, terms);
  if (!items) return new Map([['all subjects', 'error']]);
  if (items.length === 0) {
    return new Map([['no subject', [root, ...users].some(leavesOut) ? 'error' : 'notApplicable']]);
  }
  const answers = new Map<string, Answer>();
  for (const { label, row, compliant } of items) {
    if (leavesOut(row) || compliant === undefined) answers.set(label, 'error');
    else answers.set(label, compliant ? 'passed' : 'failed');
  }
  const seen = new Set(items.map(({ row }) => row));
  const isOfUsers = users.some((user) => seen.has(user));
  for (const user of isOfUsers ? users.filter((each) => !seen.has(each)) : []) {
    answers.set(cell(user, 'user'), leavesOut(user) ? 'error' : 'notApplicable');
  }
  return answers;
}

// Without the tags nobody knows whom such a control judges, or by which limits.
function asksForTags({ inputs, scope: { everybody, classes } }: Terms): boolean {
  const isSplit = !everybody || classes.some((each) => each.inputs);
  const limits = [inputs, ...classes.flatMap((each) => (each.inputs ? [each.inputs] : []))];
  const texts = [
    ...limits.flatMap((each) => Object.values(each)),
    ...classes.flatMap((each) => (isSplit ? each.users : [])),
  ];
  return texts.flat().some((text) => typeof text === 'string' && asksForTag(text));
}

/** undefined where they cannot be listed. */
function itemsOf(
  control: string,
  account: Account,
  { inputs, scope: { everybody, classes } }: Terms,
): readonly Item[] | undefined {
  const procedure = PROCEDURES[control];
  if (!procedure || !judges(control)) throw new NotUnderstood('there is no procedure for it');
  const listed = (given: Inputs) => {
    const items = procedure(account, given);
    return items === 'cannot list them' ? undefined : items;
  };
  if (classes.length === 0) return listed(inputs);
  // Root is in no class, so where a control is for classes alone nobody would judge it.
  const isJudged = everybody || listed(inputs)?.every(({ row }) => row !== account.root);
  if (!isJudged) return undefined;
  const classOf = placeIn(classes, account.users, account.tags);
  const limits = [undefined, ...classes].map(
    (each) => each?.inputs ?? (everybody ? inputs : undefined),
  );
  const found: Item[] = [];
  for (const [place, given] of limits.entries()) {
    if (!given) continue;
    const items = listed(given);
    if (!items) return undefined;
    for (const item of items) if (classOf(item.row) === place) found.push(item);
  }
  return found;
}

/** Tells the place of the first class that means a user, from 1 on; 0 for nobody's. */
function placeIn(
  classes: readonly UserClass[],
  users: readonly Row[],
  tags: Tags,
): (row: Row) => number {
  holdSmall(
    classes.flatMap((each) => each.users),
    users,
  );
  const isIn = classes.map((each) => meantBy(each.users, tags));
  const places = new Map(users.map((user) => [user, isIn.findIndex((each) => each(user)) + 1]));
  return (row) => places.get(row) ?? 0;
}
