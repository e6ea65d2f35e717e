import {
  type BundleReader,
  derivedFiles,
  MANIFEST,
  type Manifest,
  unzippedText,
  manifest as writeManifest,
} from '../../bundle';
import type { AuditResult } from '../../result';
import type { Checker } from './auditor';
import { isSameJson } from './same-json';
import { isSameText } from './same-text';

const COUNTED: readonly string[] = ['account', 'counts'];

/** Where the manifest's counts are not those of the verdicts. */
export function countProblems(bundle: BundleReader, said: Manifest, result: AuditResult): string[] {
  return manifestProblems(bundle, said, result, (name) => COUNTED.includes(name));
}

/** Where the outcome would be another here: what it follows from can change between versions. */
export function outcomeProblems(
  bundle: BundleReader,
  said: Manifest,
  result: AuditResult,
): string[] {
  return manifestProblems(bundle, said, result, (name) => name === 'exitCode');
}

/** Writes every file again from the result, in memory, and names those that differ. */
export function renderedProblems(
  bundle: BundleReader,
  said: Manifest,
  result: AuditResult,
  { isOfHash }: Pick<Checker, 'isOfHash'>,
): string[] {
  const derived = derivedFiles(result, said.trend);
  const raw = said.report ? ['report.csv', 'facts.json'] : [];
  const nameOf = ({ name, isZipped }: (typeof derived)[number]) => (isZipped ? `${name}.gz` : name);
  const expected = [...raw, ...derived.map(nameOf)];
  return [
    ...expected
      .filter((name) => !Object.hasOwn(said.files, name))
      .map((name) => `The manifest does not name ${name}.`),
    ...Object.keys(said.files)
      .filter((name) => !expected.includes(name))
      .map((name) => `The manifest names ${name}, which no run writes.`),
    ...derived
      .filter((file) => Object.hasOwn(said.files, nameOf(file)))
      // Two versions of zlib give other bytes for one text.
      .filter((file) =>
        file.isZipped
          ? !isSameText(file.content, unzippedText(bundle, nameOf(file)))
          : !isOfHash(file.content, said.files[file.name]?.sha256 ?? '', bundle, file.name),
      )
      .map((file) => `${nameOf(file)} is not what the verdicts give.`),
    ...manifestProblems(bundle, said, result, () => true),
  ];
}

function manifestProblems(
  bundle: BundleReader,
  said: Manifest,
  result: AuditResult,
  isCompared: (name: string) => boolean,
): string[] {
  const files = Object.entries(said.files).map(([name, file]) => ({ name, ...file }));
  const found = fields(bundle.text(MANIFEST));
  const expected = fields(writeManifest(result, files, said.trend));
  const names = [...new Set([...found.keys(), ...expected.keys()])];
  return names
    .filter(isCompared)
    .filter((name) => !isSameJson(found.get(name), expected.get(name)))
    .map(
      (name) =>
        `manifest.json: ${name} is ${shown(found.get(name))}, but the verdicts give ${shown(expected.get(name))}.`,
    );
}

function fields(json: string): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(JSON.parse(json)));
}

const SHOWN = 200;

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'absent';
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}...`;
}
