import { formatInstant } from '../report';
import {
  type ChainHistory,
  count,
  demoMark,
  gapTexts,
  type History,
  outcomeLine,
  type Point,
  percent,
  sharesIn,
  sinceText,
  spanText,
  subjectsText,
  utcDay,
  visible,
  type WaiverSpan,
} from '../result';
import { type TableOptions, textTable } from './text-table';
import { hang } from './wrap';

const STANDARD = 80;
const MOST_OPEN = 20;

/** For a terminal: what each chain of runs shows, what is wrong with it, and the outcome in the last line. */
export function historyText(history: History, options: TableOptions): string {
  const { account, from, to, chains, problems, notes } = history;
  const width = options.width ?? STANDARD;
  const since = from === undefined ? 'from the first run' : `from ${formatInstant(from)}`;
  const parts = [
    `${demoMark(history)}History of account ${account}, ${since} to ${formatInstant(to)}`,
    ...chains.flatMap((chain) => chainParts(chain, { ...options, width })),
    notes.map((note) => hang('', visible(note), width)).join('\n'),
    problems
      .map(({ kind, text }) => hang('', visible(`${kind.toUpperCase()}: ${text}`), width))
      .join('\n'),
    outcomeLine(history),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

type Drawn = TableOptions & { readonly width: number };

function chainParts(chain: ChainHistory, options: Drawn): readonly string[] {
  const { controls, requirements, waivers } = chain;
  return [
    headLines(chain)
      .map((line) => hang('', visible(line), options.width))
      .join('\n'),
    gapTexts(chain)
      .map((text) => hang('GAP ', visible(text), options.width))
      .join('\n'),
    textTable(
      ['control', 'first', 'last', 'lowest', 'fails since'],
      controls.map(({ control, points, failingSince }) => [
        control,
        ...shares(points),
        sinceText(failingSince),
      ]),
      options,
    ),
    requirements.length === 0
      ? ''
      : textTable(
          ['requirement', 'first', 'last', 'lowest', 'fails since'],
          requirements.map(({ profile, requirement, points, failingSince }) => [
            `${profile} ${requirement}`,
            ...shares(points),
            sinceText(failingSince),
          ]),
          options,
        ),
    mendingTable(controls, options),
    openLines(chain, options.width),
    waivers.map((span) => hang('', visible(waiverText(span)), options.width)).join('\n'),
  ];
}

// Only where something failed.
function mendingTable(controls: ChainHistory['controls'], options: Drawn): string {
  const failing = controls.filter(({ mended, open }) => mended.length + open.length > 0);
  if (failing.length === 0) return '';
  return textTable(
    ['control', 'mended', 'median', 'worst', 'open', 'waived'],
    failing.map(({ control, mended, open, medianToMend, worstToMend }) => [
      control,
      String(mended.length),
      spanText(medianToMend),
      spanText(worstToMend),
      String(open.filter(({ isWaived }) => !isWaived).length),
      String(open.filter(({ isWaived }) => isWaived).length),
    ]),
    options,
  );
}

function headLines({ profiles, runs, longest, unchained }: ChainHistory): readonly string[] {
  const [first, last] = [runs[0], runs.at(-1)];
  const name = profiles.join(', ') || 'no profile';
  if (!first || !last) return [`${name}: no run in the period`];
  const complete = runs.filter(({ isComplete }) => isComplete).length;
  const retired = runs.filter(({ isRetired }) => isRetired).length;
  return [
    `${name}: ${count(runs.length, 'run')} from ${formatInstant(first.startedAt)} to ${formatInstant(last.startedAt)}, ` +
      `${complete} of them complete${retired > 0 ? `, ${retired} retired` : ''}`,
    `Longest without a complete run: ${spanText(longest)}`,
    ...(unchained > 0
      ? [
          `${count(unchained, 'run')} not chained: an older version made them, and names no run before`,
        ]
      : []),
  ];
}

function shares(points: readonly Point[]): readonly string[] {
  const { first, last, lowest } = sharesIn(points);
  return [percent(first), percent(last), percent(lowest)];
}

function openLines({ controls }: ChainHistory, width: number): string {
  const open = controls.flatMap((control) => control.open).sort((a, b) => a.from - b.from);
  const lines = open.slice(0, MOST_OPEN).map(({ control, subject, from, isAtLeast, isWaived }) => {
    const since = `since ${utcDay(from)}${isAtLeast ? ' or before' : ''}`;
    return hang(
      '  ',
      visible(`${since}  ${subject} (${control})${isWaived ? ', waived' : ''}`),
      width,
    );
  });
  if (lines.length === 0) return '';
  const more = open.length - lines.length;
  return ['Open, the oldest first:', ...lines, ...(more > 0 ? [`  and ${more} more`] : [])].join(
    '\n',
  );
}

function waiverText({
  waivers,
  control,
  reason,
  approvedBy,
  first,
  last,
  expires,
  state,
}: WaiverSpan) {
  return (
    `Waived ${subjectsText(waivers)} (${control}) from ${utcDay(first.startedAt)} to ${utcDay(last.startedAt)}, ${state}, ` +
    `last day ${utcDay(expires)}, approved by ${approvedBy}: ${reason}`
  );
}
