import { appendFileSync } from 'node:fs';
import type { AuditResult } from '../evidence';

/**
 * On GitHub Actions, appends the summary to that of the job and turns failures into annotations.
 *
 * @param env the environment, such as `process.env`
 * @param output where workflow commands are read from
 */
export function tellGitHub(
  result: AuditResult,
  env: Readonly<Record<string, string | undefined>>,
  output: Pick<NodeJS.WriteStream, 'write'>,
): void {
  if (env.GITHUB_ACTIONS !== 'true') return;
  const {
    annotations,
  }: typeof import('../evidence/annotations') = require('../evidence/annotations');
  output.write(annotations(result));
  if (!env.GITHUB_STEP_SUMMARY) return;
  const {
    summaryMarkdown,
  }: typeof import('../evidence/summary-markdown') = require('../evidence/summary-markdown');
  appendFileSync(env.GITHUB_STEP_SUMMARY, summaryMarkdown(result));
}
