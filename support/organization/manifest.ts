import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readOwnFile, writePrivateFile } from '../bundle';
import { ConfigurationError } from '../control';
import { ACCOUNT_ID, type OrgAccount, type RunIdentity } from '../result';

const text = z.string();
const ACCOUNT = z
  .strictObject({
    id: text.regex(ACCOUNT_ID),
    name: text,
    email: text.optional(),
    state: text.optional(),
    ou: z.strictObject({ ids: z.array(text), path: text }).optional(),
    tags: z.record(text, text).optional(),
    profile: text,
  })
  .transform((account) => ({
    ...account,
    email: account.email,
    state: account.state,
    ou: account.ou,
    tags: account.tags,
  }));

const MANIFEST = z.strictObject({
  run: z
    .strictObject({
      id: text,
      startedAt: z.int(),
      version: text,
      commit: text.optional(),
      settings: z.record(text, text),
    })
    .transform((run) => ({ ...run, commit: run.commit })),
  options: z.record(text, text),
  listed: z.int().positive(),
  accounts: z.array(ACCOUNT),
  excluded: z.array(z.strictObject({ id: text, name: text, by: text })),
  notes: z.array(text),
});

/** An account that is to be reported. */
export interface PlannedAccount extends OrgAccount {
  /** As IAMSPEC_PROFILE has it. */
  readonly profile: string;
}

/** Written first: each of these accounts is reported in the end, or the run could not check. */
export interface RunManifest {
  readonly run: RunIdentity;
  /** What a resumed run must have in common with it. */
  readonly options: Readonly<Record<string, string>>;
  readonly listed: number;
  readonly accounts: readonly PlannedAccount[];
  readonly excluded: readonly { readonly id: string; readonly name: string; readonly by: string }[];
  readonly notes: readonly string[];
}

const FILE = 'accounts.json';
// Bytes; 10,000 accounts with their tags take some five million.
const LARGEST = 256 << 20;

/** Tells whether a run wrote its manifest. */
export function hasManifest(directory: string): boolean {
  return existsSync(join(directory, FILE));
}

/** Writes the manifest into a run's directory, whole or not at all. */
export function writeManifest(directory: string, manifest: RunManifest): void {
  writePrivateFile(join(directory, FILE), `${JSON.stringify(manifest, undefined, 1)}\n`);
}

/** Reads the manifest of a run. Throws a ConfigurationError where there is none or it is damaged. */
export function readManifest(directory: string): RunManifest {
  const path = join(directory, FILE);
  let json: unknown;
  try {
    json = JSON.parse(readOwnFile(path, LARGEST));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError([`There is no run to resume in ${directory}: ${why}.`]);
  }
  const parsed = MANIFEST.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ConfigurationError([
    `${path} is not what a run wrote: ${issue?.path.join('.')}: ${issue?.message}.`,
  ]);
}
