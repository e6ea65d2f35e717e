import { ConfigurationError } from '../../control';
import type { AuditResult } from '../../result';
import { auditWithoutJest, type GivenSettings, POLICY_DIR } from '../../run';
import { jestConfig, NO_ARGUMENTS } from './config';
import { currentRun, useSettings } from './run';

/** As `npm test`, but writes nothing. @throws PlanError, ReportError, FetchError, ConfigurationError */
export async function auditWithPlainTests(
  given: GivenSettings,
  progress: (line: string) => void,
): Promise<AuditResult> {
  useSettings(given);
  const run = currentRun();
  if (run.plan.plainTests.length === 0) return auditWithoutJest(given, progress);
  let result: AuditResult | undefined;
  run.onResult = (latest) => {
    if (result) progress(`Could not check: ${latest.problems.at(-1)}`);
    result = latest;
  };
  const { runCLI } = await import('jest');
  const config = JSON.stringify(jestConfig(run.plan));
  try {
    await runCLI({ ...NO_ARGUMENTS, config, runInBand: true, silent: true }, [POLICY_DIR]);
  } catch (error) {
    throw run.failure === undefined ? error : new ConfigurationError([run.failure]);
  }
  if (!result) throw new ConfigurationError(['Jest came to no result.']);
  return result;
}
