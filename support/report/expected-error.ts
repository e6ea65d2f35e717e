/** For users: the message says what to do next. Any other error is a fault of iamspec. */
export class ExpectedError extends Error {}

/** Whether users can act on the message; also on the system's about a file. */
export function isForUsers(error: unknown): error is Error {
  return error instanceof ExpectedError || (error instanceof Error && 'syscall' in error);
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The message if it is for users, else all that is needed to report it; `version` is iamspec's. */
export function inWords(error: unknown, version: string): string {
  if (isForUsers(error)) return error.message;
  const { stack, message } = error instanceof Error ? error : new Error(String(error));
  return (
    `${stack ?? message}\nThis is a fault of iamspec, not of the account or its policy. Please report it: ` +
    'the command, and the lines above without the names of users ' +
    `(iamspec ${version}, Node ${process.version}, ${process.platform}).`
  );
}
