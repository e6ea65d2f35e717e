import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError, OWNER_RULES, type OwnerRule, type Selection } from '../control';
import { messageOf } from '../report';
import type { PolicyFile } from '../result';
import { policyFile } from './policy-files';
import { PACKAGE_DIR, POLICY_DIR } from './policy-places';

const NAME = join('profiles', 'owners.yaml');

interface LoadedOwners {
  readonly owners: readonly OwnerRule[];
  readonly file: PolicyFile | undefined;
  /** Rules for a class that no selected profile has. */
  readonly notes: readonly string[];
}

/**
 * The rules of `profiles/owners.yaml` of the policy; where it has none, tags and path. Throws
 * ConfigurationError where it cannot be understood.
 */
export function loadOwners(controls: readonly Selection[]): LoadedOwners {
  const [found] = [...new Set([POLICY_DIR, PACKAGE_DIR])].flatMap((directory) => {
    const path = join(directory, NAME);
    const yaml = readIfThere(path);
    return yaml === undefined ? [] : [{ path, yaml }];
  });
  if (!found) return { owners: OWNER_RULES, file: undefined, notes: [] };
  const { path, yaml } = found;
  const file = policyFile('owners', path, yaml);
  if (isEmpty(yaml)) return { owners: OWNER_RULES, file, notes: [] };
  const { readOwners }: typeof import('./read-owners') = require('./read-owners');
  const profiles = classesOf(controls);
  const notes: string[] = [];
  const owners = readOwners(yaml, path).map((rule, at): OwnerRule => {
    if (!('class' in rule)) return rule;
    const classes = profiles.filter((each) => each.some(({ name }) => name === rule.class));
    if (classes.length === 0) {
      notes.push(`Rule ${at + 1} of ${NAME}: no profile of this run has a class "${rule.class}".`);
    }
    return { ...rule, classes };
  });
  return { owners, file, notes };
}

// All controls of a profile have all of its classes.
function classesOf(controls: readonly Selection[]) {
  const ofProfile = new Map(controls.map(({ profile, scope }) => [profile, scope.classes]));
  return [...ofProfile.values()].map((classes) =>
    classes.map(({ name, users }) => ({ name, users })),
  );
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new ConfigurationError([`${path} cannot be read: ${messageOf(error)}.`]);
  }
}

// Comments alone, as the file is delivered.
function isEmpty(yaml: string): boolean {
  return yaml.split('\n').every((line) => /^\s*(?:#|$)/.test(line));
}

/** The shape of an owners file as a JSON schema, for editors. */
export function ownersSchema(): unknown {
  const { ownersSchema: schema }: typeof import('./read-owners') = require('./read-owners');
  return schema();
}
