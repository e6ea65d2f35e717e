import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Snapshot } from '../report';
import type { Clients } from './clients';
import { explain, FetchError } from './explain';
import type { Until } from './report-steps';

/**
 * Asks whose credentials the clients have.
 *
 * @throws FetchError that names the call, what AWS said and what to do next
 */
export async function identify(
  { sts }: Pick<Clients, 'sts'>,
  until: Until,
): Promise<NonNullable<Snapshot['caller']>> {
  try {
    const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({}), until);
    if (Account !== undefined && Arn !== undefined) return { accountId: Account, arn: Arn };
  } catch (error) {
    throw explain(error, 'sts:GetCallerIdentity');
  }
  throw new FetchError('The answer to sts:GetCallerIdentity names no account.');
}
