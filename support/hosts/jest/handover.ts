import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AsOf, type CredentialReport, parseReport, type Snapshot } from '../../report';
import { runDirectory } from './run-directory';

// Global setup can hand on only variables: the path of a private file, and its SHA-256, since others may be able
// to rename temporary files. It is no setting, hence no `IAMSPEC_` name.
const VARIABLE = '_IAMSPEC_SNAPSHOT';

type Handover = Pick<Snapshot, 'caller' | 'facts'> & {
  readonly content: string;
  readonly asOf: AsOf;
};

/** Leaves the snapshot to this run's test files, and removes what killed runs left. Returns what removes it. */
export function handOver(snapshot: Snapshot, asOf: AsOf): () => void {
  const directory = runDirectory();
  const path = join(directory.path, 'snapshot.json');
  const content = Buffer.from(snapshot.content).toString('base64');
  const { caller, facts } = snapshot;
  const handover: Handover = { content, caller, facts, asOf };
  const text = JSON.stringify(handover);
  // A test file, which takes over, needs no bundle.
  const { writePrivateFile }: typeof import('../../bundle') = require('../../bundle');
  writePrivateFile(path, text);
  process.env[VARIABLE] = `${sha256(text)} ${path}`;
  return () => {
    delete process.env[VARIABLE];
    directory.remove();
  };
}

let report: CredentialReport | undefined;

/** The report of this run, parsed once for each file. @throws Error where global setup has left none */
export function takeOver(): CredentialReport {
  report ??= read();
  return report;
}

function read(): CredentialReport {
  const left = process.env[VARIABLE];
  if (left === undefined) {
    throw new Error('No credential report was loaded. Run the audit with: npx iamspec exec');
  }
  const [hash, path] = [left.slice(0, SHA256_DIGITS), left.slice(SHA256_DIGITS + 1)];
  const text = readFileSync(path, 'utf8');
  if (sha256(text) !== hash) {
    throw new Error(
      `${path} is not what this run left there: somebody else can rename it. Set TMPDIR to a directory of your own.`,
    );
  }
  const handover: Handover = JSON.parse(text);
  const { content, caller, facts, asOf } = handover;
  return parseReport({ content: Buffer.from(content, 'base64'), caller, facts }, asOf);
}

const SHA256_DIGITS = 64;

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
