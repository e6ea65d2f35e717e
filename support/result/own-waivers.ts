import type { Waiver } from '../control';
import { accountOf } from './mended-waivers';

interface Places {
  readonly open: readonly number[];
  readonly byAccount: ReadonlyMap<string, readonly number[]>;
}

const known = new WeakMap<readonly Waiver[], Places>();

/** The waivers that can be about an account, in their order: its evidence need not hold those of all others. */
export function ownWaivers(waivers: readonly Waiver[], account: string): readonly Waiver[] {
  const places = known.get(waivers) ?? placesOf(waivers);
  known.set(waivers, places);
  const own = [...places.open, ...(places.byAccount.get(account) ?? [])];
  return own.sort((one, other) => one - other).flatMap((at) => waivers[at] ?? []);
}

function placesOf(waivers: readonly Waiver[]): Places {
  const open: number[] = [];
  const byAccount = new Map<string, number[]>();
  for (const [at, { subject }] of waivers.entries()) {
    const account = accountOf(subject) ?? '*';
    const own = byAccount.get(account);
    if (account === '*') open.push(at);
    else if (own) own.push(at);
    else byAccount.set(account, [at]);
  }
  return { open, byAccount };
}
