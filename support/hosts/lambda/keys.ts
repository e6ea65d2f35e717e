import type { RunEvent } from './events';

/** Where what lies: `runs/` in the bucket of the run's own files, all else in that of the evidence. */
export function keysOf({ id, date }: Pick<RunEvent, 'id' | 'date'>) {
  const run = `runs/${id}`;
  const table = (name: string, account: string) => `tables/${name}/dt=${date}/account=${account}`;
  return {
    manifest: `${run}/manifest.json`,
    items: `${run}/accounts.json`,
    records: `${run}/records/`,
    record: (account: string) => `${run}/records/${account}.json`,
    // The accounts of which not everyone was told: the state machine writes a file for each.
    untold: `${run}/untold/`,
    organization: (file: string) => `organization/dt=${date}/${id}/${file}`,
    evidence: (account: string) => `evidence/dt=${date}/account=${account}`,
    // Athena reads every file of a folder as one format.
    accountsTable: `tables/accounts/dt=${date}/${id}.ndjson`,
    usersTable: (account: string, run: string) => `${table('users', account)}/${run}.ndjson`,
    verdictsTable: (account: string, run: string) =>
      `${table('verdicts', account)}/${run}.ndjson.gz`,
  };
}
