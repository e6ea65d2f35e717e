import { BundleError, MANIFEST, type Manifest } from '../../bundle';
import { type Instant, messageOf } from '../../report';
import { visible } from '../../result';
import type { Auditor, Checker } from '../core/auditor';
import type { VerifiedRun } from '../core/chain-text';
import { type Reservation, verificationExitCode } from '../core/verification';
import { verificationLines } from '../core/verification-text';
import { verifyBundle } from '../core/verify-bundle';
import { checkSignature } from './check-signature';
import type { TrustedKey } from './keys';
import { type FoundBundle, PageBundle } from './page-bundle';

/** What the auditor asks of bundles. */
export interface Asked {
  readonly keys: readonly TrustedKey[];
  readonly account: string | undefined;
  readonly accepted: readonly Reservation['kind'][];
  readonly now: Instant;
}

/** What is said of a bundle: the exit code and the lines of `iamspec verify`, the outcome last. */
export interface Verified {
  readonly directory: string;
  readonly exitCode: 0 | 1 | 2;
  readonly lines: readonly string[];
  /** Of the account; undefined where its manifest was not read, or names none. */
  readonly run: (VerifiedRun & { readonly account: string }) | undefined;
}

/** Verifies a bundle, whatever it holds: what cannot be read is exit code 2, with the reason. */
export async function verifyOne(
  found: FoundBundle,
  checker: Checker,
  asked: Asked,
): Promise<Verified> {
  const directory = visible(found.directory);
  try {
    const files = await PageBundle.of(found);
    const signature = await checkSignature(files, asked.keys);
    const { account, accepted, now } = asked;
    const auditor: Auditor = { ...STANDARD, account, now, checker };
    const verification = verifyBundle(files, auditor, signature);
    return {
      directory,
      exitCode: verificationExitCode(verification, accepted),
      lines: verificationLines(found.directory, verification, accepted).map(visible),
      run: verification.manifest && runOf(files, verification.manifest),
    };
  } catch (error) {
    const isOfTheBundle = error instanceof BundleError;
    const fault = isOfTheBundle ? '' : 'This is a fault of the page. Use iamspec verify. ';
    const lines = [visible(`${fault}${messageOf(error)}`), `${directory}: could not be read.`];
    return { directory, exitCode: 2, lines, run: undefined };
  }
}

// What iamspec verify holds a bundle against where it is told nothing.
const STANDARD = {
  maxAge: undefined,
  profiles: undefined,
  waivers: [],
  failOn: 'low',
  reference: undefined,
} as const;

function runOf(files: PageBundle, manifest: Manifest): Verified['run'] {
  const { run, account, profiles, previous, report } = manifest;
  if (!account) return undefined;
  return {
    account: account.id,
    runId: run.id,
    startedAt: run.startedAt,
    profiles: profiles.map(({ name }) => name),
    manifest: files.sha256(MANIFEST),
    previous,
    isRetired: false,
    source: report?.source ?? 'no report',
  };
}
