import { appendFileSync } from 'node:fs';
import { annotations, summaryMarkdown } from '../../formats';
import { type AuditResult, visible } from '../../result';
import { messageOf, type Output, write, writeAsIs } from '../output';

/** On GitHub Actions, annotates failures on `output` and appends the job's summary; no outcome changes. */
export function tellGitHub(
  result: AuditResult,
  env: Readonly<Record<string, string | undefined>>,
  output: Output,
  errors: Output = process.stderr,
): void {
  if (env.GITHUB_ACTIONS !== 'true') return;
  writeAsIs(output, annotations(result));
  if (!env.GITHUB_STEP_SUMMARY) return;
  try {
    appendFileSync(env.GITHUB_STEP_SUMMARY, summaryMarkdown(result));
  } catch (error) {
    write(errors, `GITHUB_STEP_SUMMARY cannot be written: ${visible(messageOf(error))}\n`);
  }
}
