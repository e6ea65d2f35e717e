/**
 * An error that is for users: its message says what is wrong and what to do next. Any other is a fault
 * of iamspec, and is shown with its stack.
 */
export class ExpectedError extends Error {}
