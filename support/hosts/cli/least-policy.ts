import { LEAST_POLICY } from '../../aws';

/** The least IAM policy of a live run that needs these actions, as IAM takes it. */
export function leastPolicy(actions: readonly string[]): string {
  const [least] = LEAST_POLICY.Statement;
  const Action = [...new Set([...least.Action, ...actions])];
  const policy = { ...LEAST_POLICY, Statement: [{ ...least, Action }] };
  return `${JSON.stringify(policy, undefined, 2)}\n`;
}
