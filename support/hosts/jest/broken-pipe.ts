import { warn } from '../output';

let installed = false;

/** Lets a command go on whose reader has gone (`head`): exit code and evidence stay. Other write errors: exit 2. */
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
  warn(`Could not be written: ${error.message}`);
}
