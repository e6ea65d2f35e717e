import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { messageOf, parseInstant } from '../report';
import { type AuditResult, count, type EarlierRun, type RunLink } from '../result';
import { at, bundlesIn, listOf, manifestBytes } from './glance';
import { RUN_ID_TEXT } from './manifest';

// How far back the run before is looked for, among those of other profiles.
const FURTHEST = 365;

/** The run whose predecessor is looked for. */
export interface Successor {
  readonly runId: string;
  readonly account: string;
  /** Their names, in the order of the run. */
  readonly profiles: readonly string[];
}

/** The run before another one, null where none was found, and what a reader is to know of it. */
export interface Predecessor {
  readonly previous: RunLink | null;
  readonly notes: readonly string[];
}

/** Of which run, account and profiles a result is; undefined where it knows no account, so that it is in no chain. */
export function successorOf({
  run,
  audited,
  profiles,
}: Pick<AuditResult, 'run' | 'audited' | 'profiles'>): Successor | undefined {
  if (!audited) return undefined;
  const names = profiles.map(({ name }) => name);
  return { runId: run.id, account: audited.report.accountId, profiles: names };
}

/**
 * The result with the run before it, unless it names one already: the newest of the same account and profiles, complete
 * or not, whose bundle lies in the directory of the account. `compared`, whose manifest was read already, may be it.
 */
export function withPrevious(
  result: AuditResult,
  account: string,
  compared?: EarlierRun,
): AuditResult {
  if (result.previous !== undefined) return result;
  const of = successorOf(result);
  return withPredecessor(
    result,
    of ? newestIn(account, of, compared) : { previous: null, notes: [] },
  );
}

/** The result with a run before it that was found; no verdict of it changes. */
export function withPredecessor(
  result: AuditResult,
  { previous, notes }: Predecessor,
): AuditResult {
  return { ...withNotes(result, notes), previous };
}

/** The result with more that a reader is to know of its report. */
export function withNotes(result: AuditResult, notes: readonly string[]): AuditResult {
  const { audited } = result;
  if (!audited || notes.length === 0) return result;
  const { snapshot } = audited;
  const told = { ...snapshot, notes: [...snapshot.notes, ...notes] };
  return { ...result, audited: { ...audited, snapshot: told } };
}

function newestIn(account: string, of: Successor, compared: EarlierRun | undefined): Predecessor {
  const ids = bundlesIn(account).filter((id) => id < of.runId);
  const notes: string[] = [];
  for (const id of ids.slice(-FURTHEST).reverse()) {
    if (id === compared?.runId) {
      return { previous: { runId: id, manifest: compared.manifest }, notes };
    }
    const { link, note } = linkAt(join(account, id), id, of);
    if (note !== undefined) notes.push(note);
    if (link) return { previous: link, notes };
  }
  if (ids.length > FURTHEST) {
    const others = count(FURTHEST, 'run');
    notes.push(`None of the last ${others} is of these profiles: this run names no run before it.`);
  }
  return { previous: null, notes };
}

interface Linked {
  readonly link?: RunLink;
  readonly note?: string;
}

function linkAt(directory: string, id: string, of: Successor): Linked {
  try {
    return linkTo(manifestBytes(directory), id, of);
  } catch (error) {
    const why = messageOf(error);
    return { note: `Run ${id} has no manifest that can be named as the one before: ${why}.` };
  }
}

/**
 * A run as the one before another, from the bytes of its manifest: nothing where it is of another account or other
 * profiles. One that is damaged is named all the same, so that nobody can take it out by damaging it; a note says so.
 */
export function linkTo(bytes: Uint8Array, id: string, of: Successor): Linked {
  if (!RUN_ID_TEXT.test(id)) return { note: `${JSON.stringify(id)} is no id of a run: left out.` };
  const link = { runId: id, manifest: createHash('sha256').update(bytes).digest('hex') };
  const said = identityIn(bytes);
  if (said?.runId !== id) {
    const why = said
      ? `it says that it is of run ${said.runId}`
      : 'it tells no account or profiles';
    return {
      link,
      note: `The manifest of run ${id}, which this run names before it, is damaged: ${why}.`,
    };
  }
  const isSame = said.account === of.account && said.profiles.join() === of.profiles.join();
  return isSame ? { link } : {};
}

/** What a manifest that anybody may have made says that it is of; undefined where it does not say so. */
export function identityIn(bytes: Uint8Array) {
  const manifest = parsed(bytes);
  const [runId, account] = [at(manifest, 'run', 'id'), at(manifest, 'account')];
  const profiles = listOf(manifest, 'profiles', 'name');
  const accountId = account === null ? null : at(account, 'id');
  if (typeof runId !== 'string' || !profiles) return undefined;
  if (accountId !== null && typeof accountId !== 'string') return undefined;
  const startedAt = parseInstant(String(at(manifest, 'run', 'startedAt')));
  return { runId, account: accountId, profiles: profiles.map(String), startedAt };
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}
