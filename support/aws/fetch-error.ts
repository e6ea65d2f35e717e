import { ExpectedError } from '../report';

/** AWS could not be read: the verdict is "could not check". The message says what to do next. */
export class FetchError extends ExpectedError {
  override readonly name = 'FetchError';
}
