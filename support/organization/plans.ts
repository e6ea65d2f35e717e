import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import packageJson from '../../package.json';
import { ConfigurationError } from '../control';
import { subjectsText, waiverGroups } from '../result';
import { type GivenSettings, makePlan, type Plan, withSetting } from '../run';

/** The plans of a run, by profiles as IAMSPEC_PROFILE has them. */
export type Plans = ReadonlyMap<string, Plan>;

/** Throws a PlanError for a wrong setting or profile, a ConfigurationError for a reference, or a waiver without account. */
export function makePlans(given: GivenSettings, profiles: Iterable<string>): Plans {
  if (given.settings.since !== undefined) throw new ConfigurationError([OF_ONE_ACCOUNT]);
  if (given.settings.previous !== undefined) throw new ConfigurationError([EACH_ITS_OWN]);
  const distinct = [...new Set(profiles)];
  const plans = distinct.map((profile) => makePlan(withSetting(given, 'profiles', profile)));
  const problems = plans.flatMap(({ waivers }) => waiverProblems(waivers));
  if (problems.length > 0) throw new ConfigurationError([...new Set(problems)]);
  return new Map(plans.map((plan, at) => [distinct[at] ?? '', plan]));
}

const OF_ONE_ACCOUNT =
  'IAMSPEC_SINCE names a bundle, which is of one account: an organization has none. Unset it; accounts that are to ' +
  'begin with exceptions have waivers (IAMSPEC_WAIVERS).';

const EACH_ITS_OWN =
  'IAMSPEC_PREVIOUS names a run of one account: in an organization each account has its own, the latest in its ' +
  'directory. Unset it, and keep the directory of reports from run to run.';

// A label such as "alice" would excuse every alice of the organization.
function waiverProblems(waivers: Plan['waivers']): readonly string[] {
  const nameless = waivers.filter(({ subject }) => !subject.startsWith('arn:'));
  return waiverGroups(nameless).map(
    ({ control, waivers: own }) =>
      `The waiver of ${subjectsText(own)} (${control}) names no account. In an organization its subject is an ARN, ` +
      'such as arn:aws:iam::111122223333:user/alice.',
  );
}

/** Equal for plans that check the same: code, controls, limits, classes of users, waivers. */
export function digestOf(plans: Plans): string {
  const checked = [...plans].map(([profile, { controls, waivers, settings }]) => ({
    profile,
    waivers,
    failOn: settings.failOn,
    controls: controls.map(({ file, ...control }) => ({ ...control, source: sourceOf(file) })),
  }));
  return digest(JSON.stringify([packageJson.version, checked]));
}

function sourceOf(file: string): string | undefined {
  try {
    return digest(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** The first 16 hexadecimal digits of the SHA-256. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
