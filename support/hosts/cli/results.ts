import { ConfigurationError } from '../../control';
import { type AuditResult, count } from '../../result';
import {
  auditWithoutJest,
  flagOf,
  type GivenSettings,
  inForce,
  openBundle,
  readCatalogue,
} from '../../run';
import { isOrganizationRun, organizationBundles } from './organization-bundles';
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
  for (const remark of [...remarks, ...excusedIn(result)]) say(remark);
  return result;
}

function excusedIn({ changes }: AuditResult): readonly string[] {
  if (!changes?.isReference || changes.still === 0) return [];
  return [
    `${count(changes.still, 'failure')} did not count, since run ${changes.before.runId} had them already ` +
      '(IAMSPEC_SINCE). Whether it had, only iamspec verify --since tells.',
  ];
}

/** A result, or why there is none of that account. */
export type Found = { readonly result: AuditResult } | { readonly missing: string };

/** As `resultOf`; of every account, one by one, where `--report` names an organization's run. */
export async function* resultsOf(given: GivenSettings): AsyncGenerator<Found> {
  const { report } = inForce(given);
  if (report === undefined || !isOrganizationRun(report)) {
    yield { result: await resultOf(given) };
    return;
  }
  for await (const { account, path, missing } of organizationBundles(report)) {
    if (path === undefined) {
      yield { missing: `account ${account}: ${missing}` };
      continue;
    }
    const { settings } = given;
    const result = await resultOf({ ...given, settings: { ...settings, report: path } });
    const found = result.audited?.report.accountId;
    if (found === undefined || found === account) yield { result };
    else yield { missing: `account ${account}: its bundle is of account ${found}` };
  }
}
