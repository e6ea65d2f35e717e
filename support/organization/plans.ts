import { createHash } from 'node:crypto';
import { makePlan, type Plan } from '../audit';

/** The plans of a run, by profiles as IAMSPEC_PROFILE has them. */
export type Plans = ReadonlyMap<string, Plan>;

/**
 * Settles what each of the profiles checks, before any account is read.
 *
 * @param env the environment, such as `process.env`
 * @param profiles each as IAMSPEC_PROFILE has them
 * @throws PlanError where a setting or a profile is wrong
 */
export function makePlans(
  env: Readonly<Record<string, string | undefined>>,
  profiles: Iterable<string>,
): Plans {
  const distinct = [...new Set(profiles)];
  return new Map(
    distinct.map((profile) => [profile, makePlan({ ...env, IAMSPEC_PROFILE: profile })]),
  );
}

/** The same for plans that check the same: controls, limits, classes of users, waivers. */
export function digestOf(plans: Plans): string {
  const checked = [...plans].map(([profile, { controls, waivers, settings }]) => ({
    profile,
    waivers,
    failOn: settings.failOn,
    controls: controls.map(({ file: _, ...control }) => control),
  }));
  return digest(JSON.stringify(checked));
}

/** A short text that is the same for the same text, and hardly for another. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
