import { join } from 'node:path';
import { z } from 'zod';
import { SEVERITIES, type Waiver } from '../control';
import type { AsOf, Facts, Instant, Snapshot } from '../report';
import { POLICY_FILE_KINDS } from '../result';
import { many, name, named, some, text } from './bounded';
import { BundleError, type BundleFiles } from './bundle-files';
import { FACTS } from './facts-schema';
import { MANIFEST, MANIFEST_VERSION } from './manifest';
import { SIGNATURE } from './signature';
import { parseStrictJson } from './strict-json';

const instant = z.iso
  .datetime()
  .transform((text): Instant => Date.parse(text))
  .refine(Number.isFinite);
const absent = <T>(value: T | null): T | undefined => value ?? undefined;
const inputs = named(z.union([z.number(), name, z.boolean(), many(name)]));
const severity = z.enum(SEVERITIES);

const ORIGIN = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('live'), endpoint: name.optional() }),
  z.object({ kind: z.literal('file'), path: text, format: z.enum(['csv', 'json', 'bundle']) }),
]);

const SCOPE = z.strictObject({
  everybody: z.boolean(),
  classes: some(
    z.strictObject({
      name,
      users: many(name),
      inputs: inputs.nullable().transform(absent),
      loosens: text.nullable().transform(absent),
    }),
  ),
});

const CONTROL = z.object({
  profile: name.nullable().transform(absent),
  id: name,
  severity: severity.nullable().transform(absent),
  requirements: some(name),
  inputs,
  scope: SCOPE,
  counts: z.record(name, z.int().min(0)),
  notRun: z.int().min(0),
  start: instant,
  milliseconds: z.number(),
});

const WAIVER = z
  .object({
    control: name,
    subject: name,
    reason: text,
    owner: name,
    approvedBy: name,
    ticket: name.nullable().transform(absent),
    expires: instant,
  })
  .transform((waiver): Waiver => waiver);

const SHA256 = z.string().regex(/^[\da-f]{64}$/);

const POLICY_FILE = z.strictObject({
  kind: z.enum(POLICY_FILE_KINDS),
  path: text,
  sha256: SHA256,
});

// What a later run of the same minute or second adds to it, and a random end.
const RUN_ID = z.string().regex(/^[\w-]{1,40}(?:\.\d{1,6})?$/);

const EXIT_CODE = z.union([z.literal(0), z.literal(1), z.literal(2)]);

const MANIFEST_SCHEMA = z.object({
  schemaVersion: z.literal(MANIFEST_VERSION),
  tool: z.object({ version: name, commit: name.nullable().transform(absent) }),
  run: z.object({ id: RUN_ID, startedAt: instant }),
  account: z.object({ id: name, partition: name, caller: name.nullable() }).nullable(),
  report: z
    .object({
      source: text,
      origin: ORIGIN,
      generatedTime: instant.nullable().transform(absent),
      asOf: instant,
      asOfSource: z.enum(['GeneratedTime', 'IAMSPEC_AS_OF', 'clock']),
      readAt: instant,
      notes: some(text),
    })
    .nullable(),
  exitCode: EXIT_CODE,
  failOn: severity,
  problems: some(text),
  settings: named(text),
  // Bundles of 0.1 do not name them.
  policyFiles: many(POLICY_FILE).default([]),
  profiles: z
    .array(
      z.object({
        name,
        title: name,
        source: z.string().max(10_000).nullable().transform(absent),
        notDecidable: named(text),
      }),
    )
    .max(100),
  controls: z.array(CONTROL).max(10_000),
  waivers: many(WAIVER),
  trend: some(
    z.object({
      runId: name,
      startedAt: instant,
      passed: z.int(),
      failed: z.int(),
      error: z.int(),
      waived: z.int(),
      exitCode: EXIT_CODE,
    }),
  ),
  // A plain name, so that nothing outside the bundle is looked at.
  files: z.record(
    z.string().regex(/^[\w-][\w.-]*$/),
    z.strictObject({ sha256: SHA256, bytes: z.int().min(0) }),
  ),
});

/** What a bundle's manifest says. */
export type Manifest = z.infer<typeof MANIFEST_SCHEMA>;

/**
 * Reads and checks the manifest of a bundle; the files that it names are not looked at.
 *
 * @throws BundleError where there is none, or it is not understood
 */
export function readManifest(files: BundleFiles): Manifest {
  return parse(files, MANIFEST, MANIFEST_SCHEMA);
}

/** What is wrong with the files of a bundle, a sentence each. */
export function fileProblems(bundle: BundleFiles, { files }: Pick<Manifest, 'files'>): string[] {
  const known = new Set([...Object.keys(files), MANIFEST, SIGNATURE]);
  const surplus = bundle.names.filter((name) => !known.has(name));
  const signature = bundle.names.includes(SIGNATURE) ? unreadable(bundle, SIGNATURE) : [];
  return [
    ...signature,
    ...Object.keys(files).flatMap((name) => changed(bundle, name, files)),
    ...surplus.map((name) => `${name} is not named by the manifest.`),
  ];
}

/** The files that are parsed: they are read as a whole, once. All others are hashed alone. */
const PARSED = ['report.csv', 'facts.json', 'verdicts.ndjson'];

function changed(bundle: BundleFiles, name: string, files: Manifest['files']): string[] {
  const said = files[name];
  if (said === undefined) return [`the manifest does not name ${name}.`];
  return problemsOf(() => {
    if (PARSED.includes(name)) bundle.bytes(name);
    const found = bundle.sha256(name);
    if (found !== said.sha256) {
      return [`${name} was changed: its SHA-256 is ${found}, the manifest says ${said.sha256}.`];
    }
    const bytes = bundle.size(name);
    return bytes === said.bytes
      ? []
      : [`${name} has ${bytes} bytes, the manifest says ${said.bytes}.`];
  });
}

/** In bytes; Ed25519's is 89 with its line end. */
const LONGEST_SIGNATURE = 1000;

// No file names its hash, but it may be no more of a trap than the others.
function unreadable(bundle: BundleFiles, name: string): string[] {
  return problemsOf(() => {
    const { length } = bundle.bytes(name);
    return length <= LONGEST_SIGNATURE ? [] : [`${name} has ${length} bytes, as no signature has.`];
  });
}

function problemsOf(read: () => string[]): string[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof BundleError) return [error.message];
    throw error;
  }
}

function refuseChanged(
  bundle: BundleFiles,
  { files }: Pick<Manifest, 'files'>,
  ...names: readonly string[]
): void {
  const problems = names.flatMap((name) => changed(bundle, name, files));
  if (problems.length > 0) throw new BundleError(`${bundle.directory}: ${problems.join(' ')}`);
}

/**
 * The text of a file that the manifest names.
 *
 * @throws BundleError where it is not the file that the manifest means
 */
export function bundledText(
  bundle: BundleFiles,
  manifest: Pick<Manifest, 'files'>,
  name: string,
): string {
  const text = bundle.text(name);
  refuseChanged(bundle, manifest, name);
  return text;
}

/**
 * The snapshot of a bundle, as it was audited.
 *
 * @returns undefined where the run could read no report
 * @throws BundleError where its files are not understood, or not those that the manifest names
 */
export function readSnapshot(
  bundle: BundleFiles,
  manifest: Manifest,
): { readonly snapshot: Snapshot; readonly asOf: AsOf } | undefined {
  const { report, account } = manifest;
  if (!report || !account) return undefined;
  refuseChanged(bundle, manifest, 'report.csv', 'facts.json');
  const { generatedTime, notes, origin } = report;
  const caller =
    account.caller === null ? undefined : { accountId: account.id, arn: account.caller };
  const facts: Facts = parse(bundle, 'facts.json', FACTS);
  const content = bundle.bytes('report.csv');
  return {
    snapshot: { content, generatedTime, origin: originOf(origin), caller, facts, notes },
    asOf: { instant: report.asOf, source: report.asOfSource },
  };
}

function originOf(origin: z.infer<typeof ORIGIN>): Snapshot['origin'] {
  return origin.kind === 'live' ? { kind: 'live', endpoint: origin.endpoint } : origin;
}

function parse<T extends z.ZodType>(bundle: BundleFiles, name: string, schema: T): z.infer<T> {
  const path = join(bundle.directory, name);
  let json: unknown;
  try {
    json = parseStrictJson(bundle.text(name));
  } catch (error) {
    if (error instanceof BundleError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new BundleError(`${path} is no JSON that iamspec writes: ${why}.`);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new BundleError(
    `${path} is not understood: ${z.prettifyError(parsed.error)}. Was it made by another version?`,
  );
}
