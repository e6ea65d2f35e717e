import type { Verdict } from '../../../control';
import {
  type Chosen,
  type ChosenFailures,
  chosenFailures,
  type Excusable,
  excusables,
  refuseIdle,
} from '../../../result';
import { addWaivers, type GivenSettings } from '../../../run';
import { printShort, warn } from '../output';
import { type Audits, auditsOf, NOTHING_LEFT, withLeft } from './audits';
import { termsOf, type WaiveFlags } from './flags';
import { readWaiversText, shownPath, waiversPlace, writeWaiversText } from './waivers-file';

/** Adds waivers for what fails now. @throws ConfigurationError where anything given is wrong, or chooses nothing */
export async function add(given: GivenSettings, flags: WaiveFlags): Promise<void> {
  const terms = termsOf(flags, Date.now());
  const audits = await auditsOf(given);
  const { path, flag } = waiversPlace(given, flags.out, audits.trustsDirectory);
  const chosen = { controls: flags.control ?? [], users: flags.user ?? [] };
  const { failures, besides, left } = await failuresOf(audits, chosen);
  const named = failures.filter(({ subject }) => subject !== undefined);
  const unnamed = failures.filter(({ subject }) => subject === undefined).map(verdictOf);
  const { nothingToWaive, unnamedText, waivingText } = await import('../../../formats');
  if (unnamed.length > 0) {
    process.exitCode = 2;
    warn(unnamedText(unnamed, Number.POSITIVE_INFINITY).trimEnd());
  }
  if (named.length === 0) return printShort((width) => nothingToWaive(left, width));
  const former = readWaiversText(path);
  const { yaml, ...waivers } = addWaivers(former, terms, byControl(named));
  writeWaiversText(former, yaml);
  const { expires, approvedBy } = terms;
  const file = { path: shownPath(path), host: audits.host, flag };
  const excused = named.map(verdictOf);
  const said = { ...file, excused, waivers, expires, approvedBy, besides, left };
  printShort((width) => waivingText(said, width));
}

function verdictOf({ verdict }: Excusable): Verdict {
  return verdict;
}

async function failuresOf({ all, naming }: Audits, chosen: Chosen) {
  const [parts, failures]: [ChosenFailures[], Excusable[]] = [[], []];
  let [left, besides] = [NOTHING_LEFT, 0];
  for await (const audit of all()) {
    left = withLeft(left, audit);
    if (!audit.result) continue;
    const part = chosenFailures(audit.result, chosen);
    const found = excusables(audit.result, part.verdicts, naming);
    parts.push(part);
    failures.push(...found.all);
    besides += found.besides;
  }
  refuseIdle(chosen, parts);
  return { failures, left, besides: naming === 'arn' ? besides : undefined };
}

function byControl(failures: readonly Excusable[]): ReadonlyMap<string, readonly string[]> {
  const subjects = new Map<string, string[]>();
  for (const { verdict, subject } of failures) {
    const own = subjects.get(verdict.control) ?? [];
    if (subject !== undefined) own.push(subject);
    subjects.set(verdict.control, own);
  }
  return subjects;
}
