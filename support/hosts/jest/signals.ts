import { constants } from 'node:os';

const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

let installed = false;

/** On a signal, exits with 128 + its number, after `exit` listeners have cleaned up. Only the first call counts. */
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
