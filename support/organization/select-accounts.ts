import { ConfigurationError, matchesPattern } from '../control';
import { ACCOUNT_ID, type OrgAccount } from '../result';

/** Patterns, see `parsePattern`. */
export interface Selection {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

interface Excluded {
  readonly account: OrgAccount;
  readonly by: string;
}

interface Selected {
  readonly accounts: readonly OrgAccount[];
  readonly excluded: readonly Excluded[];
}

interface AccountPattern {
  readonly matches: (account: OrgAccount) => boolean;
  readonly needsTags: boolean;
}

/** Reads an id, a tag (`tag:environment=prod`, `tag:owner`) or a name (`prod-*`, `name:111122223333`). */
export function parsePattern(text: string): AccountPattern {
  const [, key = '', value = '*'] = /^tag:([^=]+)(?:=(.*))?$/s.exec(text) ?? [];
  if (key !== '') {
    const matches = ({ tags = {} }: OrgAccount) =>
      Object.hasOwn(tags, key) && matchesPattern(value, tags[key] ?? '');
    return { matches, needsTags: true };
  }
  if (ACCOUNT_ID.test(text)) return { matches: ({ id }) => id === text, needsTags: false };
  const pattern = text.replace(/^name:/, '');
  return { matches: ({ name }) => matchesPattern(pattern, name), needsTags: false };
}

/** Throws for a pattern that matches nothing too: a typo must not change what is audited. */
export function selectAccounts(
  listed: readonly OrgAccount[],
  { include, exclude }: Selection,
): Selected {
  const idle = (patterns: readonly string[], kind: string) =>
    patterns
      .filter((pattern) => !listed.some(parsePattern(pattern).matches))
      .map(
        (pattern) => `No account matches the ${kind} "${pattern}" (${listed.length} are listed).`,
      );
  const problems = [...idle(include, 'include'), ...idle(exclude, 'exclude')];
  const decided = listed.map((account) => ({ account, by: excludedBy(account, include, exclude) }));
  const accounts = decided.filter(({ by }) => by === undefined).map(({ account }) => account);
  if (accounts.length === 0 && problems.length === 0) {
    problems.push(`No account is left to audit (${listed.length} are listed).`);
  }
  if (problems.length > 0) throw new ConfigurationError(problems);
  return {
    accounts,
    excluded: decided.flatMap(({ account, by }) => (by === undefined ? [] : [{ account, by }])),
  };
}

function excludedBy(
  account: OrgAccount,
  include: readonly string[],
  exclude: readonly string[],
): string | undefined {
  const matching = (pattern: string) => parsePattern(pattern).matches(account);
  if (include.length > 0 && !include.some(matching)) return 'include';
  const excluding = exclude.find(matching);
  return excluding === undefined ? undefined : `exclude ${excluding}`;
}
