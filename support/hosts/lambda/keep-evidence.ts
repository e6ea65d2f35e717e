import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { successorOf, withPredecessor, writeBundle } from '../../bundle';
import { newestPublished, publishToS3 } from '../../publish';
import { messageOf } from '../../report';
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

const PREFIX = 'evidence';
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
    const bundle = writeBundle(directory, await linked(store, result));
    await publishToS3({
      destination: { bucket: name, prefix: PREFIX },
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

// What S3 does not tell must not cost the evidence: then it names none, and a note says why.
async function linked({ client, bucket }: Store, result: AuditResult): Promise<AuditResult> {
  const of = successorOf(result);
  if (!of) return result;
  const { name, owner } = bucket;
  try {
    const place = { bucket: name, prefix: PREFIX };
    return withPredecessor(result, await newestPublished({ client, owner }, place, of));
  } catch (error) {
    const notes = [`The run before this one is not known: ${messageOf(error)}`];
    return withPredecessor(result, { previous: null, notes });
  }
}
