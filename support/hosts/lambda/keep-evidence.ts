import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeBundle } from '../../bundle';
import { publishToS3 } from '../../publish';
import type { AccountFiles, AuditResult } from '../../result';
import type { RunEvent } from './events';
import { keysOf } from './keys';
import type { Bucket } from './stack';
import type { Store } from './store';
import { usersTable } from './users-table';

/**
 * An id under which nothing was kept of the account yet: that of the run, or with `.2` and so on
 * where an attempt that was cut off left something. Evidence is never overwritten.
 */
export async function unusedId(store: Store, folder: string, id: string): Promise<string> {
  const keys = await store.list(`${folder}/${id}`);
  for (let attempt = 1; ; attempt++) {
    const candidate = attempt === 1 ? id : `${id}.${attempt}`;
    if (!keys.some((key) => key.startsWith(`${folder}/${candidate}/`))) return candidate;
  }
}

const NDJSON = 'application/x-ndjson';

/** Keeps the evidence bundle of an account, and what Athena is to read of it. */
export async function keepEvidence(
  { bucket, store }: { readonly bucket: Bucket; readonly store: Store },
  run: RunEvent,
  account: string,
  result: AuditResult,
): Promise<AccountFiles> {
  const { id } = result.run;
  const keys = keysOf(run);
  const directory = mkdtempSync(join(tmpdir(), 'evidence-'));
  try {
    const bundle = writeBundle(directory, result);
    await publishToS3({
      destination: { bucket: bucket.name, prefix: 'evidence' },
      bundle,
      account,
      date: run.date,
      runId: id,
      kmsKeyId: bucket.kmsKeyId,
      expectedBucketOwner: bucket.owner,
      progress: () => {},
      client: store.client,
    });
    const verdicts = readFileSync(join(bundle, 'verdicts.ndjson'));
    await store.keep(keys.verdictsTable(account, id), verdicts, NDJSON);
    if (result.audited) {
      const users = [...usersTable(result.audited, id)].join('');
      await store.keep(keys.usersTable(account, id), users, NDJSON);
    }
    const folder = `${keys.evidence(account)}/${id}`;
    return { bundle: folder, junit: `${folder}/junit.xml` };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
