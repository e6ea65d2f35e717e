import { appendFileSync } from 'node:fs';
import { type AuditResult, visible } from '../../result';
import { type Output, write, writeAsIs } from '../output';

/**
 * On GitHub Actions, appends the summary to that of the job and turns failures into annotations.
 *
 * @param env the environment, such as `process.env`
 * @param output where workflow commands are read from
 * @param errors takes a warning where the job's summary cannot be written, which changes no outcome
 */
export function tellGitHub(
  result: AuditResult,
  env: Readonly<Record<string, string | undefined>>,
  output: Output,
  errors: Output = process.stderr,
): void {
  if (env.GITHUB_ACTIONS !== 'true') return;
  const { annotations }: typeof import('../../formats') = require('../../formats');
  writeAsIs(output, annotations(result));
  if (!env.GITHUB_STEP_SUMMARY) return;
  const { summaryMarkdown }: typeof import('../../formats') = require('../../formats');
  const text = summaryMarkdown(result);
  try {
    appendFileSync(env.GITHUB_STEP_SUMMARY, text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    write(errors, `GITHUB_STEP_SUMMARY cannot be written: ${visible(why)}\n`);
  }
}
