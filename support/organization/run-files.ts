/** The files of a run's directory besides the manifest, and what each holds. */
export const FILES = {
  /** A record for each account, added when it is finished. */
  records: 'organization.ndjson',
  junit: 'junit.xml',
  markdown: 'organization.md',
  /** What people look at. */
  page: 'index.html',
  /** The result, as one JSON object: for trends. */
  result: 'organization.json',
} as const;
