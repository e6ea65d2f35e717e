import type { ExitCode } from '../control';
import { type AuditResult, nobodyJudged } from './audit-result';

/** How a run ended, in the words and marks of every output: never told by colour alone. */
export const ENDINGS = {
  passed: { word: 'PASSED', mark: '✓', emoji: '✅', color: 'green' },
  failed: { word: 'FAILED', mark: '✕', emoji: '❌', color: 'red' },
  'could not check': { word: 'COULD NOT CHECK', mark: '!', emoji: '⚠️', color: 'red' },
  'nothing to judge': { word: 'NOTHING TO JUDGE', mark: '–', emoji: '➖', color: 'yellow' },
} as const;

/** One of `ENDINGS`. */
export type Ending = keyof typeof ENDINGS;

const OF_EXIT_CODE = { 0: 'passed', 1: 'failed', 2: 'could not check' } as const;

/** How the audit of an account ended. */
export function endingOf(result: AuditResult): Ending {
  return nobodyJudged(result) === undefined ? OF_EXIT_CODE[result.exitCode] : 'nothing to judge';
}

/** How a run over many accounts ended, which always has something to judge. */
export function endingOfExitCode(exitCode: ExitCode): Ending {
  return OF_EXIT_CODE[exitCode];
}
