import type { AuditResult, FindingsOptions, FormatName } from '../result';
import type { TicketsOptions } from './tickets';

/** Gives a result as a text, whole or in pieces, or as bytes. Not all formats know the options. */
export type Writer = (
  result: AuditResult,
  options?: FindingsOptions & TicketsOptions,
) => string | Iterable<string> | Uint8Array;

// Loaded when written: most runs write few of them.
const WRITERS: Readonly<Record<FormatName, () => Writer>> = {
  junit: () => {
    const { junit }: typeof import('./junit') = require('./junit');
    return junit;
  },
  markdown: () => {
    const { summaryMarkdown }: typeof import('./summary-markdown') = require('./summary-markdown');
    return summaryMarkdown;
  },
  ndjson: () => {
    const { verdictsNdjson }: typeof import('./verdicts-ndjson') = require('./verdicts-ndjson');
    return verdictsNdjson;
  },
  csv: () => {
    const { verdictsCsv }: typeof import('./verdicts-csv') = require('./verdicts-csv');
    return verdictsCsv;
  },
  hdf: () => {
    const { hdf }: typeof import('./hdf') = require('./hdf');
    return hdf;
  },
  ocsf: () => {
    const { ocsf }: typeof import('./ocsf') = require('./ocsf');
    return ocsf;
  },
  oscal: () => {
    const { oscal }: typeof import('./oscal') = require('./oscal');
    return oscal;
  },
  sarif: () => {
    const { sarif }: typeof import('./sarif') = require('./sarif');
    return sarif;
  },
  xlsx: () => {
    const { xlsx }: typeof import('./xlsx') = require('./xlsx');
    return xlsx;
  },
  tickets: () => {
    const { tickets }: typeof import('./tickets') = require('./tickets');
    return tickets;
  },
  asff: () => {
    const { asff }: typeof import('./asff') = require('./asff');
    return asff;
  },
};

/** The writer of a format. */
export function writerOf(name: FormatName): Writer {
  return WRITERS[name]();
}
