import { controls, profiles } from '#verify/policy';
import {
  type CatalogueEntry,
  type Control,
  isProfile,
  type Profile,
  setControlHost,
  TEST_FILE,
} from '../../control';
import type { Checker, HashedFile } from '../core/auditor';
import { isOfHash } from './is-of-hash';

/** What the page was built as. */
export interface Build {
  readonly version: string;
  readonly commit: string | undefined;
}

/** This page, with the policy that iamspec ships. */
export function checkerOf({ version, commit }: Build): Checker {
  const byName = new Map(profiles.map((file) => [nameOf(file, /\.ts$/), file]));
  const loaded = new Map<string, Profile>();
  for (const [name, file] of byName) loaded.set(name, profileIn(file));
  const byId = new Map(controls.map((file) => [nameOf(file, TEST_FILE), file]));
  return {
    isOurs: (tool) => tool.version === version && tool.commit === commit,
    entries: [...byId].map(([id, file]) => entryOf(id, file)),
    profileNames: [...byName.keys()],
    profile: (name) => loaded.get(name),
    controlFiles: (id) => [byId.get(id) ?? []].flat(),
    profileFile: (name) => known(byName.get(name), name),
    isOfHash,
  };
}

type Shipped = (typeof controls)[number];

function nameOf({ path }: Shipped, end: RegExp): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(end, '');
}

function entryOf(id: string, { path, load }: Shipped): CatalogueEntry {
  const declared: Control[] = [];
  const former = setControlHost((control) => declared.push(control));
  try {
    load();
  } finally {
    setControlHost(former);
  }
  return { id, control: known(declared[0], path), problem: undefined };
}

function profileIn({ path, load }: Shipped): Profile {
  const loaded: unknown = Reflect.get(Object(load()), 'default');
  if (isProfile(loaded)) return loaded;
  throw new Error(`${path} is no profile`);
}

function known<T extends Control | HashedFile>(found: T | undefined, name: string): T {
  if (found) return found;
  throw new Error(`the page was built without ${name}`);
}
