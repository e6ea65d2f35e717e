import { say } from '../output';

let installed = false;

/**
 * Lets a command go on whose reader has gone, as `head` does: what it writes is lost, quietly. So the
 * evidence is written all the same, and the exit code is what the command came to, neither a 0 for
 * what was not checked nor the 1 of a crash, which would say that the account breaks the policy.
 * Where a result cannot be written for another reason, the exit code is 2.
 */
export function outliveReaders(): void {
  if (installed) return;
  installed = true;
  process.stdout.on('error', lost);
  // Whether anybody could read how it went changes nothing.
  process.stderr.on('error', () => {});
}

function lost(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') return;
  // Whatever the command comes to: nobody has been told.
  process.once('exit', () => {
    process.exitCode = 2;
  });
  say(`Could not be written: ${error.message}`);
}
