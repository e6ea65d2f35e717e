/**
 * An error that is for users: its message says what is wrong and what to do next. Any other is a fault
 * of iamspec, and is shown with its stack.
 */
export class ExpectedError extends Error {}

/** Tells whether the message of an error is for users: that of the system, about a file, is too. */
export function isForUsers(error: unknown): error is Error {
  return error instanceof ExpectedError || (error instanceof Error && 'syscall' in error);
}

/**
 * What to tell of an error: its sentence where it is for users, else all that is needed to report it.
 *
 * @param version of iamspec
 */
export function inWords(error: unknown, version: string): string {
  if (isForUsers(error)) return error.message;
  const { stack, message } = error instanceof Error ? error : new Error(String(error));
  return (
    `${stack ?? message}\nThis is a fault of iamspec, not of the account or its policy. Please report it: ` +
    'the command, and the lines above without the names of users ' +
    `(iamspec ${version}, Node ${process.version}, ${process.platform}).`
  );
}
