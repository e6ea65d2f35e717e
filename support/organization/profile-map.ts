import { z } from 'zod';
import { ConfigurationError } from '../control';
import { fields, TEXT, wrong } from '../control/shape';
import { ACCOUNT_ID, isInUnit, type OrgAccount, type OrgUnit } from '../result';
import { parseYaml } from '../run';
import { type Listing, ownId, unitOf } from './list-accounts';
import { parsePattern } from './select-accounts';

/** Editors get it as a JSON schema. */
export const PROFILE_MAP = z
  .array(
    fields({
      account: TEXT.optional().describe('An account id, or a name with * for any characters.'),
      ou: TEXT.optional().describe('A unit: its id, or its path such as Root/Workloads/Prod.'),
      tag: TEXT.optional().describe('A tag such as environment=prod, or owner for any value.'),
      profile: z
        .union([TEXT, z.array(TEXT).min(1, 'it is empty')], {
          error: wrong('a profile or several'),
        })
        .describe('What the account is held against.'),
    }).refine(
      ({ account, ou, tag }) => [account, ou, tag].filter(Boolean).length === 1,
      'expected exactly one of account, ou and tag',
    ),
    { error: wrong('a list of rules') },
  )
  .describe('Which profile is for which accounts: the first rule that matches.');

/** A rule of the profile map. */
export interface ProfileRule {
  readonly label: string;
  readonly kind: 'id' | 'name' | 'ou' | 'tag';
  readonly matches: (account: OrgAccount) => boolean;
  /** As IAMSPEC_PROFILE has it. */
  readonly profile: string;
  readonly unit?: string;
}

/** Reads a profile map. Throws a ConfigurationError that lists every wrong field. */
export function readProfileMap(yaml: string, path: string): readonly ProfileRule[] {
  return parseYaml(PROFILE_MAP, yaml, { name: path, item: 'rule' }).map(toRule);
}

function toRule({ account, ou, tag, profile: named }: z.output<typeof PROFILE_MAP>[number]) {
  const profile = [named].flat().join(',');
  if (ou !== undefined) {
    const matches = (each: OrgAccount) => isInUnit(each, ou);
    return { label: `ou ${ou}`, kind: 'ou', matches, profile, unit: ou } as const;
  }
  if (tag !== undefined) {
    const { matches } = parsePattern(`tag:${tag}`);
    return { label: `tag ${tag}`, kind: 'tag', matches, profile } as const;
  }
  const kind = ACCOUNT_ID.test(account ?? '') ? 'id' : 'name';
  const { matches } = parsePattern(account ?? '');
  return { label: `account ${account}`, kind, matches, profile } as const;
}

interface Assignment {
  /** By account id. */
  readonly profiles: ReadonlyMap<string, string>;
  readonly notes: readonly string[];
}

/** What was listed; where that is the `whole` organization, each rule must be for some account. */
export interface Listed extends Listing {
  readonly whole: boolean;
}

/** The first rule that matches counts. Throws where one needs what is not known, or is for no account. */
export function assignProfiles(
  { accounts, units, whole }: Listed,
  given: readonly ProfileRule[],
  standard: string,
): Assignment {
  const rules = given.map((rule) => placed(rule, units));
  const problems = rules.flatMap(({ label, kind }) => {
    const unknown = accounts.filter((account) => !knows(account, kind)).length;
    if (unknown === 0) return [];
    return [
      `The rule "${label}" of the profile map goes by what is not known of ${unknown} of ${accounts.length} accounts: ${WHERE[kind]}`,
    ];
  });
  if (problems.length > 0) throw new ConfigurationError(problems);
  const idle = rules.filter(({ matches }) => !accounts.some(matches));
  // A misspelt unit or tag would leave its accounts to a standard that may be looser.
  const wrong = whole ? idle.filter(({ unit }) => !unit || !unitOf(units, unit)) : [];
  if (wrong.length > 0) throw new ConfigurationError(wrong.map(forNobody));
  const profileOf = (account: OrgAccount) =>
    rules.find(({ matches }) => matches(account))?.profile ?? standard;
  return {
    profiles: new Map(accounts.map((account) => [account.id, profileOf(account)])),
    notes: idle.map(forNobody),
  };
}

function forNobody({ label }: ProfileRule): string {
  return `The rule "${label}" of the profile map is for no account that was listed.`;
}

// By the unit's id: a unit named "A/B" has a path that begins like that of A.
function placed(rule: ProfileRule, units: readonly OrgUnit[]): ProfileRule {
  const { label, unit } = rule;
  if (unit === undefined || units.length === 0) return rule;
  const node = unitOf(units, unit);
  if (!node) {
    throw new ConfigurationError([
      `The rule "${label}" of the profile map is for no account: there is no such unit.`,
    ]);
  }
  return { ...rule, matches: ({ ou }) => ou?.ids.includes(ownId(node)) ?? false };
}

const WHERE = {
  id: '',
  name: 'the file of accounts has to name them.',
  ou: 'a file of accounts does not tell; one that was just moved may be listed later.',
  tag: 'a file of accounts does not tell.',
} as const satisfies Record<ProfileRule['kind'], string>;

function knows({ name, ou, tags }: OrgAccount, kind: ProfileRule['kind']): boolean {
  if (kind === 'name') return name !== '';
  if (kind === 'ou') return ou !== undefined;
  return kind === 'id' || tags !== undefined;
}
