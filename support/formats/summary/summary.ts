import { createColors } from 'picocolors';
import { type AuditResult, type ControlResult, isExcusedIn } from '../../result';
import { changes } from './changes';
import { closing } from './closing';
import { controlsTable } from './controls-table';
import { failures } from './failures';
import { header } from './header';
import { headline } from './headline';
import { type Canvas, entry, sectionsText } from './layout';
import { nextSteps } from './next-steps';
import { isUnchecked, problems, uncheckedControls } from './problems';
import { remarks } from './remarks';

/** What the summary leads to, and how it is drawn. */
export interface SummaryOptions {
  readonly colors: boolean;
  /** The columns of the terminal; 80 where there is none, as in a CI log. */
  readonly width?: number | undefined;
  /** The verdict line and what could not be checked, alone. */
  readonly quiet?: boolean | undefined;
  /** The paths of the evidence. */
  readonly evidence: readonly string[];
  /** What `--report` takes to read this run again. */
  readonly bundle?: string | undefined;
  /** The path of the latest complete run, where this is none. */
  readonly latest?: string | undefined;
}

const COLUMNS = 80;

/** What a person needs to know of a run, for a terminal or a CI log; the verdict is last. */
export function summary(result: AuditResult, options: SummaryOptions): string {
  const canvas = { colors: createColors(options.colors), width: options.width ?? COLUMNS };
  if (!options.quiet) return sectionsText(sectionsOf(result, options, canvas));
  const lines = [problems(result, canvas), closing(result, canvas.colors)];
  return `${lines.filter((line) => line !== '').join('\n')}\n`;
}

function sectionsOf(
  result: AuditResult,
  options: SummaryOptions,
  canvas: Canvas,
): readonly string[] {
  const why = problems(result, canvas);
  const verdict = closing(result, canvas.colors);
  const evidence = evidenceLines(options, canvas);
  // Nothing was looked at: why, rather than the same for each control.
  if (isUnchecked(result)) {
    const about = result.audited ? header(result, canvas) : '';
    return [why, uncheckedControls(result), about, evidence, verdict];
  }
  return [
    header(result, canvas),
    controlsTable(result.results, canvas),
    failures(counting(result), canvas),
    remarks(result, canvas),
    changes(result, canvas),
    why,
    evidence,
    nextSteps({ ...result, results: counting(result) }, options.bundle, canvas),
    [headline(result, canvas), verdict].filter((text) => text !== '').join('\n'),
  ];
}

// What a named run excuses is counted, and is in the evidence: here it would bury what is new.
function counting(result: AuditResult): readonly ControlResult[] {
  if (!result.changes?.isReference) return result.results;
  return result.results.map((control) => {
    const isExcused = isExcusedIn(result, control);
    return { ...control, verdicts: control.verdicts.filter((verdict) => !isExcused(verdict)) };
  });
}

function evidenceLines({ evidence, latest }: SummaryOptions, canvas: Canvas): string {
  if (evidence.length === 0) return '';
  const complete = latest && entry('Latest', `${latest} is the latest complete run`, canvas);
  const paths = `${evidence.join(', ')} (holds user names: readable by you only)`;
  return [entry('Evidence', paths, canvas), ...(complete ? [complete] : [])].join('\n');
}
