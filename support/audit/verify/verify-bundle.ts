import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../../package.json';
import { MANIFEST } from '../../evidence/manifest';
import { BundleError, fileProblems, type Manifest, readManifest } from '../../evidence/read-bundle';
import { isSignedBy, SIGNATURE } from '../../evidence/signature';
import { VerdictsError } from '../../evidence/verdicts-ndjson';
import { ReportError } from '../../report';
import { type Catalogue, readCatalogue } from '../catalogue';
import { commit } from '../run-identity';
import { checkPolicy } from './policy-problems';
import { rebuild } from './rebuild';
import { outcomeProblems, renderedProblems } from './rendered';

/** What the verification of a bundle found. */
export interface Verification {
  readonly manifest: Manifest;
  /** What is not as it should be; empty = the bundle stands. */
  readonly problems: readonly string[];
  /** What was checked, and what could not be, one sentence each. */
  readonly notes: readonly string[];
  /** Whether a key was given, and the manifest is signed by it. */
  readonly authenticated: boolean;
  /** Whether this very code wrote it: else only verdicts and outcome were compared. */
  readonly whole: boolean;
}

/**
 * Checks a bundle: its signature, the hashes of its files, its policy against the profiles of this
 * checkout, every verdict by evaluating the controls again from the raw report, and every other
 * file by writing it again from the verdicts.
 *
 * @param controls the directory of the controls
 * @param key the Ed25519 public key that the bundle must be signed with; undefined = none is asked
 * @throws BundleError where it is no bundle
 */
export function verifyBundle(
  bundle: string,
  controls: string,
  key: string | undefined,
): Verification {
  const manifest = readManifest(bundle);
  const catalogue = readCatalogue(controls);
  const changed = fileProblems(bundle, manifest);
  const signature = checkSignature(bundle, key);
  const policy = checkPolicy(manifest, catalogue);
  const content = checkContent(bundle, manifest, catalogue);
  const files = Object.keys(manifest.files).length;
  const problems = [...signature.problems, ...changed, ...policy.problems, ...content.problems];
  return {
    manifest,
    problems: [...new Set(problems)],
    notes: [
      ...(changed.length === 0 ? [`${files} files have the SHA-256 that the manifest says.`] : []),
      ...signature.notes,
      ...policy.notes,
      ...content.notes,
    ],
    authenticated: key !== undefined && signature.problems.length === 0,
    whole: isOurs(manifest),
  };
}

type Findings = Pick<Verification, 'problems' | 'notes'>;

function checkSignature(bundle: string, key: string | undefined): Findings {
  const signature = readText(bundle, SIGNATURE);
  if (key === undefined) {
    const note =
      signature === undefined
        ? 'Not signed: whoever could change its files could have changed its manifest too.'
        : 'Signed, but no key was given to check it with: --key public.pem.';
    return { problems: [], notes: [note] };
  }
  if (signature === undefined) {
    return { problems: ['it is not signed: there is no manifest.json.sig.'], notes: [] };
  }
  const holds = isSignedBy(readText(bundle, MANIFEST) ?? '', signature, key);
  return holds
    ? { problems: [], notes: ['The manifest is signed by that key.'] }
    : { problems: ['the signature is not that of this manifest and this key.'], notes: [] };
}

function checkContent(bundle: string, manifest: Manifest, catalogue: Catalogue): Findings {
  const sameCode = isOurs(manifest);
  try {
    const rebuilt = rebuild(bundle, manifest, catalogue, sameCode);
    const { result, evaluated, unchecked, plain } = rebuilt;
    // Where verdicts are wrong, every other file follows the wrong ones or the right ones.
    const compare = sameCode ? renderedProblems : outcomeProblems;
    const problems =
      rebuilt.problems.length > 0 ? rebuilt.problems : compare(bundle, manifest, result);
    return {
      problems,
      notes: [
        manifest.report
          ? `${evaluated} verdicts were evaluated again from the raw report${problems.length === 0 ? ': all are the same' : ''}.`
          : 'The run could read no report: nothing to evaluate again.',
        ...(unchecked > 0 ? [`${unchecked} could not be checked then, and are as recorded.`] : []),
        ...(plain > 0 ? [`${plain} come from plain Jest files, and are as recorded.`] : []),
        ...(sameCode ? [] : [otherCode(manifest)]),
      ],
    };
  } catch (error) {
    const ofTheBundle = [BundleError, ReportError, VerdictsError].some(
      (kind) => error instanceof kind,
    );
    if (!ofTheBundle || !(error instanceof Error)) throw error;
    return { problems: [`it cannot be evaluated again: ${error.message}`], notes: [] };
  }
}

function isOurs({ tool }: Manifest): boolean {
  return tool.version === packageJson.version && tool.commit === commit();
}

function otherCode({ tool: { version, commit: made } }: Manifest): string {
  const by = `iamspec ${version}${made === undefined ? '' : `, commit ${made}`}`;
  return `Made by ${by}, which is not this one: wording was not compared, and no other file written again.`;
}

function readText(bundle: string, name: string): string | undefined {
  try {
    return readFileSync(join(bundle, name), 'utf8');
  } catch {
    return undefined;
  }
}
