import type { Verdict, Waiver } from '../control';
import { count, digits, type Standing, subjectsText, utcDay, visible } from '../result';

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

/** Says what was excused, what was not, and what to do next. */
export function waivingText(waiving: Waiving): string {
  const { excused, expires, approvedBy, path, besides, host, flag } = waiving;
  const byControl = new Map<string, number>();
  for (const { control } of excused) byControl.set(control, (byControl.get(control) ?? 0) + 1);
  const whose = `${count(excused.length, 'failure')} of ${people(excused)} under ${count(byControl.size, 'control')}`;
  return lines([
    `Waived    ${whose}, until ${utcDay(expires)}, approved by ${visible(approvedBy)}`,
    ...[...byControl]
      .sort()
      .map(([control, number]) => `          ${visible(control)}: ${digits(number)}`),
    `Written   ${visible(path)}: ${written(waiving.waivers)}`,
    ...(besides === undefined ? [] : [arnNote(besides)]),
    ...leftLines(waiving.left, 'is not waived'),
    `Next      iamspec ${visible(`${host}${flag}`)} shows them all as waived; iamspec waive --shrink${visible(flag)} takes out what was mended since`,
  ]);
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
export function nothingToWaive(left: Left): string {
  const nothing = 'No waiver was written: nothing that one could name fails without one';
  return lines([nothing, ...leftLines(left, 'is not waived')]);
}

/** Says loudly whose failures no waiver can name alone. */
export function unnamedText(unnamed: readonly Verdict[]): string {
  const more = unnamed.length - SHOWN;
  return lines([
    `LEFT OUT  ${count(unnamed.length, 'failure')} whose subject no waiver can name without excusing others, such as one with *:`,
    ...unnamed.slice(0, SHOWN).map(({ control, subject }) => `          ${control}: ${subject}`),
    ...(more > 0 ? [`          and ${digits(more)} more`] : []),
  ]);
}

/** What `iamspec waive --shrink` found of each waiver of a file; `now`: the clock. */
export interface Shrinking {
  readonly path: string;
  readonly standings: ReadonlyMap<Waiver, Standing>;
  readonly left: Left;
  readonly now: number;
}

/** Says what was taken out, and what stays and why. */
export function shrinkingText({ path, standings, left, now }: Shrinking): string {
  const of = (standing: Standing) =>
    [...standings].filter(([, each]) => each === standing).map(([waiver]) => waiver);
  const mended = of('mended');
  const expired = [...standings].filter(
    ([{ expires }, each]) => each !== 'mended' && expires < now,
  );
  return lines([
    mended.length === 0
      ? `Taken out nothing of ${visible(path)}: nothing was mended since`
      : `Taken out ${count(mended.length, 'subject')} of ${visible(path)}: ${mended.length === 1 ? 'it does' : 'they do'} not fail any more`,
    ...perControl(mended),
    ...STAYING.flatMap(({ standing, why }) => {
      const stay = of(standing);
      if (stay.length === 0) return [];
      return [`Stays     ${count(stay.length, 'subject')} ${why}`, ...perControl(stay)];
    }),
    ...(expired.length === 0
      ? []
      : [
          `Expired   ${count(expired.length, 'subject')} of those that stay, which excuse nothing: mend or waive them anew`,
          ...perControl(expired.map(([waiver]) => waiver)),
        ]),
    ...leftLines(left, 'decides nothing'),
  ]);
}

const STAYING = [
  { standing: 'failing', why: 'that would still fail' },
  { standing: 'not judged in full', why: 'of controls that this run did not judge in full' },
  { standing: 'of another account', why: 'of accounts that this run did not judge' },
] as const;

function perControl(waivers: readonly Waiver[]): readonly string[] {
  const byControl = new Map<string, Waiver[]>();
  for (const waiver of waivers) {
    const own = byControl.get(waiver.control);
    if (own) own.push(waiver);
    else byControl.set(waiver.control, [waiver]);
  }
  return [...byControl].sort().map(([control, own]) => {
    return `          ${visible(`${control}: ${subjectsText(own, SHOWN)}`)}`;
  });
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

function arnNote(besides: number): string {
  const all = 'Note      an ARN excuses all credentials of its user under a control';
  return besides === 0
    ? `${all}; none of them passes now`
    : `${all}, also ${count(besides, 'verdict')} that would not fail now`;
}

function leftLines({ error, notReviewed, unread }: Left, what: string): readonly string[] {
  const open = [
    ...(error > 0 ? [`${digits(error)} could not be checked`] : []),
    ...(notReviewed > 0 ? [`${digits(notReviewed)} not reviewed`] : []),
  ];
  return [
    ...(open.length > 0 ? [`Left      ${open.join(', ')}: what was not checked ${what}`] : []),
    ...(unread.length > 0
      ? [
          `Left      ${count(unread.length, 'account')} without a report, such as ${visible(unread[0] ?? '')}`,
        ]
      : []),
  ];
}

function lines(texts: readonly string[]): string {
  return `${texts.join('\n')}\n`;
}
