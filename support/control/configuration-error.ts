import { ExpectedError } from '../report';

/**
 * A setting, profile or waiver is wrong: nothing is checked, since a typo must not loosen an audit.
 * `problems` holds one sentence for each thing that is wrong.
 */
export class ConfigurationError extends ExpectedError {
  override readonly name = 'ConfigurationError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}
