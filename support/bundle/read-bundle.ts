import { join } from 'node:path';
import type { z } from 'zod';
import { type AsOf, type Facts, messageOf, type Snapshot } from '../report';
import type { BundleFiles } from './bundle-files';
import { BundleError, type BundleReader } from './bundle-reader';
import { unzipped } from './gzip';
import { MANIFEST } from './manifest';
import type { Manifest } from './manifest-schema';
import { SIGNATURE } from './signature';
import { parseStrictJson } from './strict-json';

/** Its files are not looked at. Throws BundleError where it is missing or not understood. */
export function readManifest(files: BundleReader): Manifest {
  const { MANIFEST_SCHEMA }: typeof import('./manifest-schema') = require('./manifest-schema');
  return parse(files, MANIFEST, MANIFEST_SCHEMA);
}

/** What is wrong with the files of a bundle, a sentence each. */
export function fileProblems(bundle: BundleReader, { files }: Pick<Manifest, 'files'>): string[] {
  const known = new Set([...Object.keys(files), MANIFEST, SIGNATURE]);
  const surplus = bundle.names.filter((name) => !known.has(name));
  const signature = bundle.names.includes(SIGNATURE) ? unreadable(bundle, SIGNATURE) : [];
  return [
    ...signature,
    ...Object.keys(files).flatMap((name) => changed(bundle, name, files)),
    ...surplus.map((name) => `${name} is not named by the manifest.`),
  ];
}

/** The verdicts. */
export const VERDICTS = 'verdicts.ndjson.gz';

/** The verdicts in bundles of before 1.0.0, as they are. */
export const VERDICTS_BEFORE = 'verdicts.ndjson';

// These are parsed, so read whole, once; all others are only hashed.
const PARSED = ['report.csv', 'facts.json', VERDICTS_BEFORE, VERDICTS];

function changed(bundle: BundleReader, name: string, files: Manifest['files']): string[] {
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

const LONGEST_SIGNATURE = 1000;

// No manifest names its hash, but it must be no trap either. In bytes; Ed25519's is 89.
function unreadable(bundle: BundleReader, name: string): string[] {
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
  bundle: BundleReader,
  { files }: Pick<Manifest, 'files'>,
  ...names: readonly string[]
): void {
  const problems = names.flatMap((name) => changed(bundle, name, files));
  if (problems.length > 0) throw new BundleError(`${bundle.directory}: ${problems.join(' ')}`);
}

/** Throws BundleError where it is not the file that the manifest means. */
function bundledText(
  bundle: BundleReader,
  manifest: Pick<Manifest, 'files'>,
  name: string,
): string {
  const text = bundle.text(name);
  refuseChanged(bundle, manifest, name);
  return text;
}

/** The lines of `verdicts.ndjson`. Throws BundleError where they are not what the manifest means. */
export function bundledVerdicts(bundle: BundleReader, manifest: Pick<Manifest, 'files'>): string {
  if (!Object.hasOwn(manifest.files, VERDICTS))
    return bundledText(bundle, manifest, VERDICTS_BEFORE);
  refuseChanged(bundle, manifest, VERDICTS);
  return unzippedText(bundle, VERDICTS);
}

/** The same as bytes. */
export function bundledVerdictBytes(bundle: BundleFiles, manifest: Pick<Manifest, 'files'>) {
  const isZipped = Object.hasOwn(manifest.files, VERDICTS);
  const name = isZipped ? VERDICTS : VERDICTS_BEFORE;
  const bytes = bundle.bytes(name);
  refuseChanged(bundle, manifest, name);
  return isZipped ? orNoGzip(bundle, name, () => unzipped(bytes)) : bytes;
}

// To verify takes it twice.
const unzippedTexts = new WeakMap<BundleReader, Map<string, string>>();

/** Throws BundleError where it is no gzip of a text. */
export function unzippedText(bundle: BundleReader, name: string): string {
  const bytes = bundle.bytes(name);
  const known = unzippedTexts.get(bundle) ?? new Map<string, string>();
  const text = known.get(name) ?? orNoGzip(bundle, name, () => unzipped(bytes).toString('utf8'));
  unzippedTexts.set(bundle, known.set(name, text));
  return text;
}

function orNoGzip<T>(bundle: BundleReader, name: string, unzip: () => T): T {
  try {
    return unzip();
  } catch (error) {
    throw new BundleError(
      `${join(bundle.directory, name)} cannot be unzipped: ${messageOf(error)}.`,
    );
  }
}

/** Undefined if the run had no report; throws BundleError where a file is not the manifest's. */
export function readSnapshot(
  bundle: BundleReader,
  manifest: Manifest,
): { readonly snapshot: Snapshot; readonly asOf: AsOf } | undefined {
  const { report, account } = manifest;
  if (!report || !account) return undefined;
  refuseChanged(bundle, manifest, 'report.csv', 'facts.json');
  const { generatedTime, notes, origin } = report;
  const caller =
    account.caller === null ? undefined : { accountId: account.id, arn: account.caller };
  const { FACTS }: typeof import('./facts-schema') = require('./facts-schema');
  const facts: Facts = parse(bundle, 'facts.json', FACTS);
  const content = bundle.bytes('report.csv');
  return {
    snapshot: { content, generatedTime, origin: originOf(origin), caller, facts, notes },
    asOf: { instant: report.asOf, source: report.asOfSource },
  };
}

function originOf(origin: NonNullable<Manifest['report']>['origin']): Snapshot['origin'] {
  return origin.kind === 'live' ? { kind: 'live', endpoint: origin.endpoint } : origin;
}

function parse<T extends z.ZodType>(bundle: BundleReader, name: string, schema: T): z.infer<T> {
  const path = join(bundle.directory, name);
  let json: unknown;
  try {
    json = parseStrictJson(bundle.text(name));
  } catch (error) {
    if (error instanceof BundleError) throw error;
    throw new BundleError(`${path} is no JSON that iamspec writes: ${messageOf(error)}.`);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const { prettifyError }: typeof import('zod') = require('zod');
  throw new BundleError(
    `${path} is not understood: ${prettifyError(parsed.error)}. Was it made by another version?`,
  );
}
