import { say } from '../output';

let installed = false;

/**
 * Lets a command go on whose reader has gone, as `head` does: evidence and exit code stay what they are,
 * neither 0 for what was not checked nor the 1 of a crash. Any other write error is exit 2.
 */
export function outliveReaders(): void {
  if (installed) return;
  installed = true;
  process.stdout.on('error', lost);
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
