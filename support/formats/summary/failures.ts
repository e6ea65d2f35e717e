import { fullReason, type Verdict } from '../../control';
import {
  bySeverity,
  type ControlResult,
  requirementTexts,
  type SharedControl,
  STATUS_WORDS,
  sharedControls,
  splitFix,
  visible,
} from '../../result';
import { commandLines, hang, wrap } from '../wrap';
import type { Canvas } from './layout';

const SHOWN = 3;

/** Who fails what and how to mend it, the most severe first; each finding once, whoever demands it. */
export function failures(results: readonly ControlResult[], canvas: Canvas): string {
  const failing = sharedControls(results).filter(({ result }) => result.verdicts.some(isBad));
  return [...byId(failing).values()]
    .sort(([a], [b]) => (a && b ? bySeverity(a.result, b.result) : 0))
    .map((shared) => controlText(shared, canvas))
    .join('\n\n');
}

// Profiles with other limits say other things of the same credential.
function byId(failing: readonly SharedControl[]): ReadonlyMap<string, readonly SharedControl[]> {
  const groups = new Map<string, SharedControl[]>();
  for (const shared of failing) {
    const key = nameOf(shared.result);
    groups.set(key, [...(groups.get(key) ?? []), shared]);
  }
  return groups;
}

function nameOf({ profile, id }: ControlResult): string {
  return profile === undefined ? `${id} (plain test)` : id;
}

function isBad({ status }: Verdict): boolean {
  return status === 'error' || status === 'failed';
}

function controlText(shared: readonly SharedControl[], canvas: Canvas): string {
  const [first] = shared;
  if (!first) return '';
  const { colors, width } = canvas;
  const all = shared.flatMap(({ result }) => result.verdicts.filter(isBad));
  const bad = shared.length > 1 ? distinct(all) : all;
  const broken = shared.filter(({ result }) => result.verdicts.some(isFailed));
  const requirements = broken.flatMap(requirementTexts).map(visible).join(', ');
  const more = bad.length - SHOWN;
  return [
    title(first.result, canvas),
    ...(requirements === '' ? [] : [hang('  Breaks ', requirements, width)]),
    ...bad.slice(0, SHOWN).map((verdict) => verdictText(verdict, canvas)),
    ...(more > 0 ? [colors.dim(`  and ${more} more`)] : []),
    ...fixLines(bad.find(({ fix }) => fix !== undefined)?.fix, canvas),
  ].join('\n');
}

function isFailed({ status }: Verdict): boolean {
  return status === 'failed';
}

function distinct(verdicts: readonly Verdict[]): readonly Verdict[] {
  const known = new Map<string, Verdict>();
  for (const verdict of verdicts) {
    const key = `${verdict.status} ${verdict.subject}`;
    if (!known.has(key)) known.set(key, verdict);
  }
  return [...known.values()];
}

function title(result: ControlResult, { colors, width }: Canvas): string {
  const severity = result.severity === undefined ? '' : ` (${result.severity})`;
  const about = result.about === undefined ? '' : `: ${result.about.title}`;
  const lines = wrap(visible(`${nameOf(result)}${severity}${about}`), width);
  return lines.map(colors.bold).join('\n');
}

function verdictText(verdict: Verdict, { colors, width }: Canvas): string {
  const reason = visible(oneLine(fullReason(verdict)));
  // That it could not be checked is what the reason of an error says.
  const label = verdict.status === 'error' ? '  ' : `  ${STATUS_WORDS[verdict.status].label} `;
  return hang(label, reason, width, colors.red);
}

/** Commands are never cut, and each begins a line of its own: to be copied. */
function fixLines(fix: string | undefined, { colors, width }: Canvas): readonly string[] {
  if (fix === undefined) return [];
  const { words, commands } = splitFix(visible(fix));
  const lines = [
    ...hang('  Fix: ', words, width).trimEnd().split('\n'),
    ...commands
      .flatMap((command) => commandLines(command, width - INDENT.length))
      .map((line) => INDENT + line),
  ];
  return lines.map(colors.dim);
}

const INDENT = '    ';

// Jest's own messages take several.
function oneLine(text: string): string {
  if (!text.includes('\n')) return text;
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '').join(' ');
}
