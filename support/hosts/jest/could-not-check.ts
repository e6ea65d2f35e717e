/** How a message begins that says that a test could not check, rather than failed. */
export const COULD_NOT_CHECK = 'could not check: ';

/** What a matcher throws where it cannot judge: an error of the test, not a failure. */
export function couldNotCheck(why: string): Error {
  const message = `${COULD_NOT_CHECK}${why}`;
  // Jest shows the stack, whose first line would begin with the error's name.
  return Object.assign(new Error(message), { stack: message });
}
