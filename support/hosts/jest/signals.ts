import { constants } from 'node:os';

const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

let installed = false;

/**
 * Ends the process in order where a signal asks for it: with the exit code of the signal, 128 + its
 * number, after whatever listens to `exit` has cleaned up. A signal by itself would let nothing do so.
 * What is being written is written whole before. Only the first call counts.
 *
 * @param before is called first, with the exit code and the name of the signal
 */
export function endOnSignals(before: (exitCode: number, signal: string) => void = () => {}): void {
  if (installed) return;
  installed = true;
  for (const signal of ENDING) {
    process.on(signal, () => {
      const exitCode = 128 + constants.signals[signal];
      try {
        before(exitCode, signal);
      } finally {
        process.exit(exitCode);
      }
    });
  }
}
