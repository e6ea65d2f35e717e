import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { ConfigurationError } from '../../../control';
import { OUT, refuseUnwritable } from '../out-file';
import { isQuiet, print, printOrWrite, refuseInBundle } from '../output';

const STANDARD = 'verifier.html';

/** `iamspec verifier`: writes the page with which an auditor checks bundles without installing anything. */
export function verifier(program: Command): void {
  program
    .command('verifier')
    .description("write the auditor's page: one HTML file that checks bundles in a browser")
    .option(OUT, `the file, which is replaced (default: ${STANDARD}, if there is none)`)
    .addHelpText(
      'after',
      `
Examples:
  iamspec verifier
  iamspec verifier --out for-the-auditor.html

Whoever opens it drops bundles on it: hashes, signature, policy and every verdict are checked there,
as by \`iamspec verify\`. Nothing leaves the browser. Send its SHA-256 by another way than the file.

Exit code: 0 it was written; 2 it could not be.`,
    )
    .action(async ({ out }: { readonly out?: string }) => {
      const path = out ?? standardPath();
      const { verifierPage } = await import('../../../verify');
      const { html, sha256, code } = verifierPage();
      printOrWrite(html, path, { holdsNames: false });
      if (isQuiet()) return;
      print(
        `SHA-256 of the file: ${sha256}\n` +
          `SHA-256 of its style and script, which it shows: ${code}\n` +
          `To compare: sha256sum ${path}, or openssl dgst -sha256 ${path}`,
      );
    });
}

function standardPath(): string {
  refuseUnwritable('--out', STANDARD);
  refuseInBundle(STANDARD);
  if (!existsSync(STANDARD)) return STANDARD;
  throw new ConfigurationError([
    `${STANDARD} is here already. To replace it, name it: iamspec verifier --out ${STANDARD}`,
  ]);
}
