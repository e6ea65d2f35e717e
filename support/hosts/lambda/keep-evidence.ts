import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeBundle } from '../../bundle';
import { publishToS3 } from '../../publish';
import type { AccountFiles, AuditResult } from '../../result';
import type { RunEvent } from './events';
import { keysOf } from './keys';
import { inTemporaryDirectory, type Store } from './store';
import { usersTable } from './users-table';

/** The run's id, with `.2` and so on where a cut-off attempt left something: evidence is never overwritten. */
export async function unusedId(store: Store, folder: string, id: string): Promise<string> {
  const keys = await store.list(`${folder}/${id}`);
  for (let attempt = 1; ; attempt++) {
    const candidate = attempt === 1 ? id : `${id}.${attempt}`;
    if (!keys.some((key) => key.startsWith(`${folder}/${candidate}/`))) return candidate;
  }
}

const NDJSON = 'application/x-ndjson';
const GZIP = 'application/gzip';

/** Keeps the evidence bundle of an account, and what Athena is to read of it. */
export function keepEvidence(
  store: Store,
  run: RunEvent,
  account: string,
  result: AuditResult,
): Promise<AccountFiles> {
  const { id } = result.run;
  const keys = keysOf(run);
  const { name, owner, kmsKeyId } = store.bucket;
  return inTemporaryDirectory(async (directory) => {
    const bundle = writeBundle(directory, result);
    await publishToS3({
      destination: { bucket: name, prefix: 'evidence' },
      bundle,
      account,
      date: run.date,
      runId: id,
      kmsKeyId,
      expectedBucketOwner: owner,
      progress: () => {},
      client: store.client,
    });
    const verdicts = readFileSync(join(bundle, 'verdicts.ndjson.gz'));
    await store.keep(keys.verdictsTable(account, id), verdicts, GZIP);
    if (result.audited) {
      const users = [...usersTable(result.audited, id)].join('');
      await store.keep(keys.usersTable(account, id), users, NDJSON);
    }
    const folder = `${keys.evidence(account)}/${id}`;
    return { bundle: folder, junit: `${folder}/junit.xml` };
  });
}
