import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writePrivateFile } from '../evidence';
import { type AsOf, type CredentialReport, parseReport, type Snapshot } from '../report';

/**
 * Jest's global setup cannot hand objects to test files, only environment variables: this one holds
 * the path of a private file with the snapshot. It is no setting, hence no `IAMSPEC_` name.
 */
const VARIABLE = '_IAMSPEC_SNAPSHOT';

type Handover = Pick<Snapshot, 'caller' | 'facts'> & {
  readonly content: string;
  readonly asOf: AsOf;
};

/**
 * Leaves the snapshot to the test files of this run, in this process and its workers.
 *
 * @returns removes it again
 */
export function handOver(snapshot: Snapshot, asOf: AsOf): () => void {
  const directory = mkdtempSync(join(tmpdir(), 'iamspec-'));
  const path = join(directory, 'snapshot.json');
  const content = Buffer.from(snapshot.content).toString('base64');
  const { caller, facts } = snapshot;
  const handover: Handover = { content, caller, facts, asOf };
  writePrivateFile(path, JSON.stringify(handover));
  process.env[VARIABLE] = path;
  return () => {
    delete process.env[VARIABLE];
    rmSync(directory, { recursive: true, force: true });
  };
}

let report: CredentialReport | undefined;

/**
 * The report of this run; parsed once for each test file that asks.
 *
 * @throws Error where global setup has left none
 */
export function takeOver(): CredentialReport {
  report ??= read();
  return report;
}

function read(): CredentialReport {
  const path = process.env[VARIABLE];
  if (path === undefined) {
    throw new Error('No credential report was loaded. Run the audit with: npm test');
  }
  const handover: Handover = JSON.parse(readFileSync(path, 'utf8'));
  const { content, caller, facts, asOf } = handover;
  return parseReport({ content: Buffer.from(content, 'base64'), caller, facts }, asOf);
}
