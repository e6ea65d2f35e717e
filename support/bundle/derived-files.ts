import { page } from '../page';
import {
  type AuditResult,
  exportsOf,
  FORMAT_FILES,
  type FormatName,
  type TrendPoint,
} from '../result';
import type { Content } from './blocks';

/** A file that follows from the result; one that is zipped is so in the bundle alone, with `.gz` at the end. */
interface DerivedFile {
  readonly name: string;
  readonly content: Content;
  readonly isZipped: boolean;
}

/** All that follows from the result: what every bundle holds, and what the run was told to write besides. */
export function derivedFiles(
  result: AuditResult,
  trend: readonly TrendPoint[],
): readonly DerivedFile[] {
  // Most that import the bundle write none.
  const { verdictsNdjson, writerOf }: typeof import('../formats') = require('../formats');
  const names: readonly FormatName[] = ['junit', 'markdown', ...exportsOf(result.run)];
  return [
    { name: FORMAT_FILES.ndjson, content: verdictsNdjson(result), isZipped: true },
    ...names.map((name) => ({
      name: FORMAT_FILES[name],
      content: writerOf(name)(result),
      isZipped: false,
    })),
    { name: 'index.html', content: page(result, trend), isZipped: false },
  ];
}
