import type { AuditResult } from '../result';
import { asff } from './asff';
import { hdf } from './hdf';
import { junit } from './junit';
import { ocsf } from './ocsf';
import { summaryMarkdown } from './summary-markdown';
import { verdictsCsv } from './verdicts-csv';
import { verdictsNdjson } from './verdicts-ndjson';

/** What a bundle holds of a run, by the name of the file, in the order in which it is written. */
export const FORMATS: Readonly<Record<string, (result: AuditResult) => string | Iterable<string>>> =
  {
    'verdicts.ndjson': verdictsNdjson,
    'junit.xml': junit,
    'results.hdf.json': hdf,
    'findings.ocsf.json': ocsf,
    'findings.asff.json': asff,
    'verdicts.csv': verdictsCsv,
    'summary.md': summaryMarkdown,
  };
