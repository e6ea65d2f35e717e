import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { commit, PACKAGE_DIR } from '../run';

/** The auditor's page: what `iamspec verify` checks, in one file of HTML that needs nothing else. */
export interface VerifierPage {
  readonly html: string;
  /** Of the file, in hexadecimal digits. */
  readonly sha256: string;
  /** Of its style and script, which the page shows itself. */
  readonly code: string;
}

/** The page as it was built, of the commit that is here now. Throws Error where it was not built. */
export function verifierPage(): VerifierPage {
  const built = gunzipSync(
    readFileSync(join(PACKAGE_DIR, 'dist', 'verify', 'verifier.html.gz')),
  ).toString('utf8');
  const html = built.replace('"commit":""', () => `"commit":${JSON.stringify(commit() ?? '')}`);
  const [, code] = /"code":"([\da-f]{64})"/.exec(html) ?? [];
  if (code === undefined) throw new Error('the page was built without its digest.');
  return { html, sha256: createHash('sha256').update(html).digest('hex'), code };
}
