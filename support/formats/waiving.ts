import type { Verdict, Waiver } from '../control';
import { count, digits, type Standing, subjectsText, utcDay, visible } from '../result';
import { hang } from './wrap';

/** What `iamspec waive` wrote. */
export interface Waiving {
  /** The failures that are excused now. */
  readonly excused: readonly Verdict[];
  readonly waivers: { readonly added: number; readonly renewed: number; readonly held: number };
  readonly expires: Waiver['expires'];
  readonly approvedBy: string;
  readonly path: string;
  /** What audits the same the next time. */
  readonly host: 'exec' | 'org';
  /** How it is told of the file, ` --waivers waivers.yaml`; '' where it finds that by itself. */
  readonly flag: string;
  /** Undefined where subjects are labels, else how many verdicts an ARN would excuse besides. */
  readonly besides: number | undefined;
  readonly left: Left;
}

/** What nothing was said of. */
export interface Left {
  readonly error: number;
  readonly notReviewed: number;
  /** Accounts without a report, with the reason of the first. */
  readonly unread: readonly string[];
}

const SHOWN = 5;

/** Says what was excused, what was not, and what to do next; `width`: columns of the terminal. */
export function waivingText(waiving: Waiving, width: number): string {
  const { excused, expires, approvedBy, path, besides, host, flag } = waiving;
  const byControl = new Map<string, number>();
  for (const { control } of excused) byControl.set(control, (byControl.get(control) ?? 0) + 1);
  const under = count(byControl.size, 'control');
  const whose = `${count(excused.length, 'failure')} of ${people(excused)} under ${under}`;
  return drawn(
    [
      ['Waived', `${whose}, until ${utcDay(expires)}, approved by ${approvedBy}`],
      ...[...byControl].sort().map(([id, number]): Entry => ['', `${id}: ${digits(number)}`]),
      ['Written', `${path}: ${written(waiving.waivers)}`],
      ...(besides === undefined ? [] : [arnNote(besides)]),
      ...leftEntries(waiving.left, 'is not waived'),
      ['Next', `iamspec ${host}${flag} shows them all as waived`],
      ['', `iamspec waive --shrink${flag} takes out what was mended since`],
    ],
    width,
  );
}

function written({ added, renewed, held }: Waiving['waivers']): string {
  const texts = [
    added > 0 ? `${count(added, 'subject')} added` : 'left as it was',
    ...(renewed > 0 ? [`${digits(renewed)} of them in the place of an expired waiver`] : []),
    ...(held > 0 ? [`${digits(held)} stood there already, and stand as they did`] : []),
  ];
  return texts.join('; ');
}

/** Says that there is nothing to excuse. */
export function nothingToWaive(left: Left, width: number): string {
  const nothing = 'nothing: no failure is left that a waiver could name';
  return drawn([['Waived', nothing], ...leftEntries(left, 'is not waived')], width);
}

/** Says loudly whose failures no waiver can name alone. */
export function unnamedText(unnamed: readonly Verdict[], width: number): string {
  const more = unnamed.length - SHOWN;
  const shown = unnamed.slice(0, SHOWN);
  const whose = `${count(unnamed.length, 'failure')} whose subject no waiver can name`;
  return drawn(
    [
      ['LEFT OUT', `${whose} without excusing others, such as one with *:`],
      ...shown.map(({ control, subject }): Entry => ['', `${control}: ${subject}`]),
      ...(more > 0 ? [['', `and ${digits(more)} more`] as const] : []),
    ],
    width,
  );
}

/** What `iamspec waive --shrink` found of each waiver of a file; `now`: the clock. */
export interface Shrinking {
  readonly path: string;
  readonly standings: ReadonlyMap<Waiver, Standing>;
  readonly left: Left;
  readonly now: number;
}

/** Says what was taken out, and what stays and why; `width`: columns of the terminal. */
export function shrinkingText({ path, standings, left, now }: Shrinking, width: number): string {
  const of = (standing: Standing) =>
    [...standings].filter(([, each]) => each === standing).map(([waiver]) => waiver);
  const mended = of('mended');
  const why = `${mended.length === 1 ? 'it does' : 'they do'} not fail any more`;
  const expired = [...standings]
    .filter(([{ expires }, each]) => each !== 'mended' && expires < now)
    .map(([waiver]) => waiver);
  return drawn(
    [
      mended.length === 0
        ? ['Taken out', `nothing of ${path}: nothing was mended since`]
        : ['Taken out', `${count(mended.length, 'subject')} of ${path}: ${why}`],
      ...perControl(mended),
      ...STAYING.flatMap((each) => staying('Stays', of(each.standing), each.why)),
      ...staying('Expired', expired, EXPIRED),
      ...leftEntries(left, 'decides nothing'),
    ],
    width,
  );
}

const EXPIRED = 'of those that stay, which excuse nothing: mend or waive them anew';

function staying(heading: string, waivers: readonly Waiver[], why: string): readonly Entry[] {
  if (waivers.length === 0) return [];
  return [[heading, `${count(waivers.length, 'subject')} ${why}`], ...perControl(waivers)];
}

const STAYING = [
  { standing: 'failing', why: 'that would still fail' },
  { standing: 'not judged in full', why: 'of controls that this run did not judge in full' },
  { standing: 'of another account', why: 'of accounts that this run did not judge' },
] as const;

function perControl(waivers: readonly Waiver[]): readonly Entry[] {
  const byControl = new Map<string, Waiver[]>();
  for (const waiver of waivers) {
    const own = byControl.get(waiver.control);
    if (own) own.push(waiver);
    else byControl.set(waiver.control, [waiver]);
  }
  return [...byControl].sort().map(([id, own]) => ['', `${id}: ${subjectsText(own, SHOWN)}`]);
}

function people(verdicts: readonly Verdict[]): string {
  const arns = (kept: (verdict: Verdict) => boolean) =>
    new Set(verdicts.filter(kept).map(({ arn }) => arn)).size;
  const isAccount = ({ subject }: Verdict) => subject === ACCOUNT;
  const isRoot = ({ subject, arn = '' }: Verdict) => subject !== ACCOUNT && arn.endsWith(':root');
  const users = arns((verdict) => !isAccount(verdict) && !isRoot(verdict));
  const [roots, accounts] = [arns(isRoot), arns(isAccount)];
  const texts = [
    ...(users > 0 ? [count(users, 'user')] : []),
    ...(roots > 0 ? [count(roots, 'root user')] : []),
    ...(accounts > 0 ? [count(accounts, 'account')] : []),
  ];
  return texts.join(', ');
}

// As the report calls it; it has the ARN of root.
const ACCOUNT = 'account';

function arnNote(besides: number): Entry {
  const all = 'an ARN excuses all credentials of its user under a control';
  if (besides === 0) return ['Note', `${all}; none of them passes now`];
  return ['Note', `${all}, also ${count(besides, 'verdict')} that would not fail now`];
}

function leftEntries({ error, notReviewed, unread }: Left, what: string): readonly Entry[] {
  const open = [
    ...(error > 0 ? [`${digits(error)} could not be checked`] : []),
    ...(notReviewed > 0 ? [`${digits(notReviewed)} not reviewed`] : []),
  ];
  const accounts = `${count(unread.length, 'account')} without a report, such as ${unread[0]}`;
  return [
    ...(open.length > 0
      ? [['Left', `${open.join(', ')}: what was not checked ${what}`] as const]
      : []),
    ...(unread.length > 0 ? [['Left', accounts] as const] : []),
  ];
}

type Entry = readonly [heading: string, text: string];

const HEADING = 10;

function drawn(entries: readonly Entry[], width: number): string {
  const texts = entries.map(([heading, text]) =>
    hang(heading.padEnd(HEADING), visible(text), width),
  );
  return `${texts.join('\n')}\n`;
}
