import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
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
 * Leaves the snapshot to the test files of this run, in this process and its workers. What runs of
 * this machine left that were killed is removed.
 *
 * @returns removes it again
 */
export function handOver(snapshot: Snapshot, asOf: AsOf): () => void {
  sweep();
  const directory = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
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

// Containers may share a directory for temporary files, but not their processes' ids.
const PREFIX = `iamspec-run-${hostname().replace(/\W/g, '_')}-`;

function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(PREFIX)
      ? /^(\d+)-/.exec(name.slice(PREFIX.length))?.[1]
      : undefined;
    if (pid !== undefined && !isRunning(Number(pid))) removeOwn(join(tmpdir(), name));
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

// Another run may be sweeping too.
function removeOwn(directory: string): void {
  try {
    if (lstatSync(directory).uid === process.getuid?.()) rmSync(directory, { recursive: true });
  } catch {}
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
