import { idleWaivers, isTagPattern, tagTexts, type Verdict, type Waiver } from '../control';
import type { AuditResult, ControlResult } from './audit-result';

/** What an audit says of a waiver: whether anything that it is about still fails, or why that is not known. */
export type Standing = 'mended' | 'failing' | 'not judged in full' | 'of another account';

/**
 * What an audit of an account says of waivers. Only a control that was judged in full decides: not one that was
 * not selected, nor one of which anything was an error, was not reviewed or was left out.
 */
export function standings(
  waivers: readonly Waiver[],
  { results, audited }: Pick<AuditResult, 'results' | 'audited'>,
): ReadonlyMap<Waiver, Standing> {
  const found = new Map<Waiver, Standing>();
  const accountId = audited?.report.accountId;
  const ofControls = new Map<string, Waiver[]>();
  for (const waiver of waivers) {
    if (!mayBeOf(waiver, accountId)) {
      found.set(waiver, 'of another account');
      continue;
    }
    const own = ofControls.get(waiver.control);
    if (own) own.push(waiver);
    else ofControls.set(waiver.control, [waiver]);
  }
  const { users = [] } = audited?.report ?? {};
  const tags = new Map(users.map((user) => [user.arn, tagTexts(user)]));
  const tagsAreKnown = users.some(({ tags }) => tags);
  for (const [control, own] of ofControls) {
    const judged = results.filter(({ id, profile }) => id === control && profile !== undefined);
    const isWhole = judged.length > 0 && judged.every(isJudgedInFull);
    const failing = failures(judged);
    const mended = new Set(
      idleWaivers(own, {
        names: failing.flatMap(({ subject, arn = '' }) => [subject, arn]),
        tags: failing.flatMap(({ arn = '' }) => tags.get(arn) ?? []),
      }),
    );
    for (const waiver of own) {
      const isDecided = isWhole && (tagsAreKnown || !isTagPattern(waiver.subject));
      const standing = mended.has(waiver) ? 'mended' : 'failing';
      found.set(waiver, isDecided ? standing : 'not judged in full');
    }
  }
  return found;
}

// A label names no account, so it is of the one that is judged. An ARN with * for its account may be of any.
function mayBeOf({ subject }: Waiver, accountId: string | undefined): boolean {
  return accountOf(subject) === undefined || accountOf(subject) === accountId;
}

/** The account that an ARN names, `*` where it leaves that open; undefined of a label. */
export function accountOf(subject: string): string | undefined {
  if (!subject.startsWith('arn:')) return undefined;
  return /^arn:[^:*]*:[^:*]*:[^:*]*:(\d{12}):/.exec(subject)?.[1] ?? '*';
}

function isJudgedInFull({ notRun, verdicts }: ControlResult): boolean {
  const isOpen = verdicts.some(({ status }) => status === 'error' || status === 'notReviewed');
  return notRun === 0 && verdicts.length > 0 && !isOpen;
}

function failures(judged: readonly ControlResult[]): readonly Verdict[] {
  return judged
    .flatMap(({ verdicts }) => verdicts)
    .filter(({ status }) => status === 'failed' || status === 'waived');
}
