import { type Command, InvalidArgumentError } from 'commander';
import { parseDuration } from '../../run';
import type { Auditor, Reservation } from '../../verify';
import { addSettings, append, settingsFrom, settingsOf } from './setting-options';

interface Flags {
  readonly key?: readonly string[];
  readonly account?: string;
  readonly maxAge?: number;
  readonly secondOpinion?: true;
  readonly acceptPolicy?: true;
  readonly allowOtherVersion?: true;
  readonly allowPartial?: true;
}

/** Gives a command the flags that say what a bundle is held against, and what is accepted. */
export function addVerifyOptions(command: Command): Command {
  command
    .option(
      '--key <path>',
      'the Ed25519 public key in PEM that it must be signed with, or a directory of such .pem files (repeatable)',
      append,
    )
    .option('--account <id>', 'the account that it must be of')
    .option('--max-age <duration>', 'how old its report may be now: 24h, 7d', duration);
  addSettings(command, settingsOf('policy'));
  return command
    .option('--accept-policy', 'accept that its policy is not yours; what differs is shown')
    .option('--allow-other-version', 'accept what other code made, where the verdicts are the same')
    .option('--allow-partial', 'accept a run of which a filter left something out');
}

function duration(value: string): number {
  const parsed = parseDuration(value);
  if (parsed !== undefined) return parsed;
  throw new InvalidArgumentError('expected a duration such as 90m, 24h or 7d');
}

/** What flags and settings ask of a bundle. @throws ConfigurationError for a wrong setting, profile, waiver or key */
export async function auditorOf(command: Command): Promise<Auditor> {
  const { key: keys = [], account, maxAge, secondOpinion }: Flags = command.opts();
  const { readAuditor } = await import('../../verify');
  return readAuditor(settingsFrom(command), { keys, account, maxAge, secondOpinion }, Date.now());
}

/** The reservations that the flags of a command accept. */
export function acceptedOf(command: Command): readonly Reservation['kind'][] {
  const { acceptPolicy, allowOtherVersion, allowPartial }: Flags = command.opts();
  return [
    ...(acceptPolicy ? (['other policy'] as const) : []),
    ...(allowOtherVersion ? (['other code'] as const) : []),
    ...(allowPartial ? (['partial'] as const) : []),
  ];
}
