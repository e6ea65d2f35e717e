import { ExpectedError } from '../report';

/** A wrong setting, profile or waiver: nothing is checked. `problems`: a sentence for each. */
export class ConfigurationError extends ExpectedError {
  override readonly name = 'ConfigurationError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}
