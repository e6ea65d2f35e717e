import { COLUMNS } from '../../support/report';

const HEADER = Object.keys(COLUMNS).filter((column) => column !== 'additional_credentials_info');
const DAY = 86_400_000;
const NO_KEY = ['false', 'N/A', 'N/A', 'N/A', 'N/A'];
const NO_CERTIFICATE = ['false', 'N/A'];

/** When the reports of the benchmark were generated: 2025-06-30T12:00:00Z. */
export const AS_OF = Date.UTC(2025, 5, 30, 12);

/** A report of so many users: half have a password, all a key, a quarter two; about a quarter of all verdicts fail. */
export function makeReport(users: number): string {
  const rows = Array.from({ length: users }, (_, index) => userRow(index).join(','));
  return [HEADER.join(','), rootRow().join(','), ...rows].join('\n');
}

function ago(days: number): string {
  return new Date(AS_OF - days * DAY).toISOString().replace('.000Z', 'Z');
}

function rootRow(): string[] {
  const password = ['true', ago(400), ago(900), 'not_supported'];
  const arn = 'arn:aws:iam::111122223333:root';
  return [
    ...['<root_account>', arn, ago(2000), ...password, 'true'],
    ...[...NO_KEY, ...NO_KEY, ...NO_CERTIFICATE, ...NO_CERTIFICATE],
  ];
}

function userRow(index: number): string[] {
  const name = `user-${index}`;
  const arn = `arn:aws:iam::111122223333:user/team-${index % 40}/${name}`;
  const password =
    index % 2 === 0
      ? ['true', ago(index % 60), ago(index % 200), 'N/A']
      : ['false', 'N/A', 'N/A', 'N/A'];
  const key = (age: number, used: number) => ['true', ago(age), ago(used), 'eu-central-1', 's3'];
  const keys = [
    ...key(index % 400, index % 150),
    ...(index % 4 === 0 ? key(index % 100, index % 90) : NO_KEY),
  ];
  const mfa = String(index % 3 > 0);
  return [name, arn, ago(1000), ...password, mfa, ...keys, ...NO_CERTIFICATE, ...NO_CERTIFICATE];
}
