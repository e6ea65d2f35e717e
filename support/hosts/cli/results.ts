import { existsSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { ConfigurationError } from '../../control';
import type { AuditResult } from '../../result';
import {
  auditWithoutJest,
  flagOf,
  type GivenSettings,
  inForce,
  openBundle,
  readCatalogue,
} from '../../run';
import { say } from './output';

const POLICY = ['profiles', 'waivers', 'failOn'] as const;

/**
 * The result of the bundle that `--report` names, as it was recorded; else of an audit now. Throws
 * ConfigurationError where a bundle was changed, or is to be read under another policy.
 */
export async function resultOf(given: GivenSettings): Promise<AuditResult> {
  const { report } = inForce(given);
  const bundle = openBundle(report);
  if (!bundle) return auditWithoutJest(given, say);
  const [other] = POLICY.filter((name) => given.texts[name] !== undefined);
  if (other !== undefined) {
    throw new ConfigurationError([
      `${bundle.files.directory} is read as it was judged, without ${flagOf(other)}. To judge its ` +
        `report anew: iamspec exec --report ${bundle.files.directory}`,
    ]);
  }
  const { recordedResult } = await import('../../verify');
  const { result, remarks } = recordedResult(bundle.files, bundle.manifest, readCatalogue());
  for (const remark of remarks) say(remark);
  return result;
}

/** A result, or why there is none of that account. */
export type Found = { readonly result: AuditResult } | { readonly missing: string };

/** As `resultOf`; of every account, one by one, where `--report` names an organization's run. */
export async function* resultsOf(given: GivenSettings): AsyncGenerator<Found> {
  const { report } = inForce(given);
  const { FILES, readRecords } = await import('../../organization');
  const log = report === undefined ? undefined : join(report, FILES.records);
  if (report === undefined || log === undefined || !existsSync(log)) {
    yield { result: await resultOf(given) };
    return;
  }
  const root = resolve(report, '..', '..');
  for (const { account, bundle, reason } of readRecords(log)) {
    if (bundle === undefined) {
      yield { missing: `account ${account}: ${reason}` };
      continue;
    }
    const path = resolve(report, bundle);
    if (relative(root, path).split(sep)[0] === '..') {
      throw new ConfigurationError([
        `${log}: the bundle of account ${account} is ${bundle}, which lies outside ${root}.`,
      ]);
    }
    const { settings } = given;
    const result = await resultOf({ ...given, settings: { ...settings, report: path } });
    yield { result };
  }
}
