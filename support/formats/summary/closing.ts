import {
  type AuditResult,
  ENDINGS,
  endingOf,
  isDemo,
  newOfFailed,
  nobodyJudged,
  notRunOf,
  STATUS_WORDS,
  totalOf,
} from '../../result';
import type { Colors } from './layout';

/** The verdict with all counts and the exit code: one line, the last, for people and for `grep`. */
export function closing(result: AuditResult, colors: Colors): string {
  const { results, exitCode } = result;
  const counts = totalOf({ results });
  const demo = isDemo(result) ? 'DEMO ' : '';
  const notRun = notRunOf(result);
  const partial = notRun > 0 ? `PARTIAL RUN (${notRun} left out by your filter), ` : '';
  const ending = endingOf(result);
  const { word, color } = ENDINGS[ending];
  const figures = figuresOf(counts, result);
  const say = (said: string) =>
    colors.bold(colors[color](`${demo}${partial}${word}${said}. Exit ${exitCode}.`));
  if (ending === 'could not check') {
    // Nothing else of it would say why: no verdict is an error.
    const why = counts.error + result.problems.length === 0 ? 'nothing was judged, ' : '';
    return say(`: ${why}${figures}`);
  }
  if (ending === 'nothing to judge') {
    const whom = `${nobodyJudged(result)} were looked at, and the controls of this run judge nothing of theirs`;
    return say(`: ${whom}. ${figures}`);
  }
  if (ending === 'failed') return say(`: ${figures}`);
  const below = counts.failed > 0 ? ` (${uncounted(result).join('; ')})` : '';
  const loudly =
    counts.notReviewed > 0
      ? `, ${counts.notReviewed} ${STATUS_WORDS.notReviewed.label.toUpperCase()}`
      : '';
  return say(`${loudly}: ${figures}${below}`);
}

const ALWAYS = ['passed', 'failed', 'waived', 'notApplicable', 'error'] as const;

function figuresOf(counts: ReturnType<typeof totalOf>, result: AuditResult): string {
  const shown = [...ALWAYS, ...(counts.notReviewed > 0 ? (['notReviewed'] as const) : [])];
  return shown
    .map((status) => {
      const added = status === 'failed' ? newOfFailed(result) : '';
      return `${counts[status]} ${STATUS_WORDS[status].label}${added}`;
    })
    .join(', ');
}

// What failed, and yet the run has passed.
function uncounted({ changes, failOn }: AuditResult): readonly string[] {
  return [
    ...(failOn === 'low' ? [] : [`failures below ${failOn} do not count: IAMSPEC_FAIL_ON`]),
    ...(changes?.isReference ? ['what failed there already does not count: IAMSPEC_SINCE'] : []),
  ];
}
