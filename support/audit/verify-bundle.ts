import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { broken, evaluate, type Verdict } from '../control';
import { MANIFEST } from '../evidence/manifest';
import { fileProblems, type Manifest, readManifest, readSnapshot } from '../evidence/read-bundle';
import { isSignedBy, SIGNATURE } from '../evidence/signature';
import {
  parseVerdictsNdjson,
  type VerdictRecord,
  verdictsNdjson,
} from '../evidence/verdicts-ndjson';
import { type CredentialReport, parseReport } from '../report';
import { sumUp } from './audit-result';
import { readCatalogue } from './catalogue';

/** What the verification of a bundle found. */
export interface Verification {
  /** What is not as it should be; empty = the bundle stands. */
  readonly problems: readonly string[];
  /** What was checked, and what could not be, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * Checks a bundle: its signature, the hashes of its files, and every verdict by evaluating the
 * controls again from the raw report.
 *
 * @param controls the directory of the controls
 * @param key the Ed25519 public key that the bundle must be signed with; undefined = none is asked
 * @throws BundleError where it is no bundle
 */
export function verifyBundle(
  bundle: string,
  controls: string,
  key: string | undefined,
): Verification {
  const manifest = readManifest(bundle);
  const changed = fileProblems(bundle, manifest);
  const problems = [...signatureProblems(bundle, key), ...changed];
  const files = Object.keys(manifest.files).length;
  const notes = [
    ...(changed.length === 0 ? [`${files} files have the SHA-256 that the manifest says.`] : []),
    signatureNote(bundle, key),
  ];
  const again = verdictProblems(bundle, manifest, controls);
  return { problems: [...problems, ...again.problems], notes: [...notes, ...again.notes] };
}

function signatureProblems(bundle: string, key: string | undefined): string[] {
  if (key === undefined) return [];
  const signature = readText(bundle, SIGNATURE);
  if (signature === undefined) return ['it is not signed: there is no manifest.json.sig.'];
  const manifest = readText(bundle, MANIFEST) ?? '';
  if (isSignedBy(manifest, signature, key)) return [];
  return ['the signature is not that of this manifest and this key.'];
}

function signatureNote(bundle: string, key: string | undefined): string {
  if (key !== undefined) return 'The signature of the manifest was checked.';
  return readText(bundle, SIGNATURE) === undefined
    ? 'Not signed: whoever could change its files could have changed its manifest too.'
    : 'Signed, but no key was given to check it with: --key public.pem.';
}

function verdictProblems(bundle: string, manifest: Manifest, controls: string): Verification {
  try {
    const recorded = parseVerdictsNdjson(readText(bundle, 'verdicts.ndjson') ?? '');
    const loaded = readSnapshot(bundle, manifest);
    if (!loaded) {
      return { problems: [], notes: ['The run could read no report: nothing to evaluate again.'] };
    }
    const report = parseReport(loaded.snapshot, loaded.asOf);
    const declared = recorded.filter(({ profile }) => profile !== null);
    const plain = recorded.length - declared.length;
    const problems = compare(declared, evaluateAgain(manifest, report, controls), manifest);
    const count = `${declared.length} verdicts were evaluated again from the raw report`;
    return {
      problems,
      notes: [
        problems.length === 0 ? `${count}: all are the same.` : `${count}.`,
        ...(plain > 0 ? [`${plain} results of plain Jest files cannot be evaluated again.`] : []),
      ],
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { problems: [`its controls cannot be evaluated again: ${why}`], notes: [] };
  }
}

/** The verdicts of today's controls on the bundle's report, in the shape that the bundle records. */
function evaluateAgain(
  manifest: Manifest,
  report: CredentialReport,
  directory: string,
): readonly VerdictRecord[] {
  const catalogue = readCatalogue(directory);
  const results = manifest.controls
    .filter(({ profile }) => profile !== undefined)
    .map((selected) => {
      const entry = catalogue.entries.find(({ id }) => id === selected.id);
      const { inputs, scope } = selected;
      const verdicts: readonly Verdict[] = entry?.control
        ? evaluate(entry.control, inputs, report, manifest.waivers, scope)
        : [
            broken(
              { id: selected.id, severity: 'critical' },
              'control file',
              undefined,
              'it is no more',
            ),
          ];
      return { ...selected, about: undefined, verdicts, start: 0, milliseconds: 0 };
    });
  const { id, startedAt } = manifest.run;
  const run = { id, startedAt, version: '', commit: undefined, settings: {} };
  const planned = { profiles: [], waivers: manifest.waivers, failOn: manifest.failOn };
  const text = [...verdictsNdjson(sumUp(run, planned, undefined, results, []))].join('');
  return parseVerdictsNdjson(text).filter(({ profile }) => profile !== null);
}

const SHOWN = 20;

function compare(
  recorded: readonly VerdictRecord[],
  again: readonly VerdictRecord[],
  { controls }: Manifest,
): string[] {
  const left = new Map(again.map((record) => [keyOf(record), record]));
  const problems = recorded.flatMap((record) => {
    const other = left.get(keyOf(record));
    left.delete(keyOf(record));
    return difference(record, other);
  });
  const omitted = controls.reduce((sum, { notRun }) => sum + notRun, 0);
  if (left.size !== omitted) {
    const [first] = left.keys();
    problems.push(
      `${left.size} verdicts are missing, such as ${first}; the manifest says that ${omitted} were left out.`,
    );
  }
  if (problems.length <= SHOWN) return problems;
  return [...problems.slice(0, SHOWN), `and ${problems.length - SHOWN} more differences.`];
}

function keyOf({ profile, control, subject }: VerdictRecord): string {
  return `${profile} › ${control} › ${subject}`;
}

const COMPARED = ['status', 'measured', 'limit', 'severity', 'arn', 'class', 'reason'] as const;

function difference(record: VerdictRecord, again: VerdictRecord | undefined): string[] {
  if (!again)
    return [
      `${keyOf(record)}: the bundle says ${record.status}, the raw report has no such subject.`,
    ];
  const field = COMPARED.find((name) => record[name] !== again[name]);
  if (field === undefined) return [];
  const said = (value: unknown) => JSON.stringify(value);
  return [
    `${keyOf(record)}: ${field} is ${said(record[field])} in the bundle, but ${said(again[field])} when evaluated again.`,
  ];
}

function readText(bundle: string, name: string): string | undefined {
  try {
    return readFileSync(join(bundle, name), 'utf8');
  } catch {
    return undefined;
  }
}
