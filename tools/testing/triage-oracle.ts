// A second opinion on `iamspec triage`: the same order, over the raw cells, with figures of its own. It sorts nothing:
// a place is how many stand before it.

import {
  cell,
  certificateExists,
  created,
  date,
  days,
  hasPassword,
  isActive,
  keyExists,
  keyMade,
  keyUsed,
  leavesOut,
  type Row,
  rootPassword,
  yes,
} from '../../support/oracle/cells';

/** What is known besides the report. */
export interface Besides {
  readonly administrators: readonly string[];
  readonly virtualMfa: readonly string[];
  readonly services: readonly Service[];
}

/** A service-specific credential; dates in milliseconds since 1970. */
export interface Service {
  readonly userName: string;
  readonly service: string;
  readonly active: boolean;
  readonly createdAt: number;
  readonly expiresAt: number | undefined;
}

/** A credential in its place, the first being 1. */
export interface Placed {
  readonly place: number;
  readonly label: string;
  readonly points: number;
}

interface Candidate {
  readonly label: string;
  readonly points: number;
  readonly idle: number;
  readonly age: number;
}

/** Every active credential of whom the report tells whole, with its place, in no order. */
export function places(rows: readonly Row[], asOf: number, besides: Besides): readonly Placed[] {
  const whole = rows.filter((row) => !leavesOut(row));
  const others = rows.filter(leavesOut).map((row) => cell(row, 'user'));
  const candidates = [
    ...whole.flatMap((row) => passwordOf(row, asOf, besides)),
    ...whole.flatMap((row) => keysOf(row, asOf, rows, besides)),
    ...whole.flatMap((row) => certificatesOf(row, asOf, besides)),
    ...servicesOf(asOf, besides, others),
  ];
  return candidates.map((each) => ({
    label: each.label,
    points: each.points,
    place: 1 + candidates.filter((other) => standsBefore(other, each)).length,
  }));
}

/** How many credentials of whom the report tells whole are there, but not active. */
export function inactive(rows: readonly Row[], { services }: Besides): number {
  const others = rows.filter(leavesOut).map((row) => cell(row, 'user'));
  const slots = rows
    .filter((row) => !leavesOut(row))
    .flatMap((row) =>
      [1, 2].flatMap((slot) => [
        keyExists(row, slot) && !isActive(row, slot),
        certificateExists(row, slot) && !yes(row, `cert_${slot}_active`),
      ]),
    );
  const off = services.filter(({ userName, active }) => !active && !others.includes(userName));
  return slots.filter(Boolean).length + off.length;
}

function standsBefore(one: Candidate, other: Candidate): boolean {
  if (one.points !== other.points) return one.points > other.points;
  if (one.idle !== other.idle) return one.idle > other.idle;
  if (one.age !== other.age) return one.age > other.age;
  return one.label < other.label;
}

const NO_USE_ON_RECORD = Number.NEGATIVE_INFINITY;

function isRoot(row: Row): boolean {
  return cell(row, 'user') === '<root_account>';
}

function passwordOf(row: Row, asOf: number, { virtualMfa, ...besides }: Besides): Candidate[] {
  if (isRoot(row) ? !rootPassword(row) : !hasPassword(row)) return [];
  const made = date(row, 'password_last_changed') ?? created(row);
  const idle = days(date(row, 'password_last_used') ?? made, asOf);
  const age = days(made, asOf);
  let points = isRoot(row) ? 40 : fromIdle(idle) + fromRights(row, besides);
  if (!yes(row, 'mfa_active')) points += 40;
  else if (virtualMfa.includes(cell(row, 'arn'))) points += 5;
  return [{ label: `${row.user} / password`, points: points + fromAge(age), idle, age }];
}

function keysOf(row: Row, asOf: number, all: readonly Row[], besides: Besides): Candidate[] {
  const regions = all.flatMap((each) =>
    [1, 2].filter((slot) => keyExists(each, slot)).map((slot) => region(each, slot)),
  );
  const told = regions.filter((each) => each !== 'N/A');
  return [1, 2]
    .filter((slot) => isActive(row, slot))
    .map((slot) => {
      const age = days(keyMade(row, slot), asOf);
      const idle = days(keyUsed(row, slot) ?? keyMade(row, slot), asOf);
      let points = fromIdle(idle) + fromAge(age);
      points += isRoot(row) ? 100 : fromRights(row, besides);
      if (!yes(row, 'mfa_active')) points += 10;
      const service = cell(row, `access_key_${slot}_last_used_service`);
      if (service === 'iam' || service === 'sts') points += 15;
      const own = region(row, slot);
      const alike = told.filter((each) => each === own).length;
      if (own !== 'N/A' && alike === 1 && told.length > 1) points += 10;
      return { label: `${row.user} / access key ${slot}`, points, idle, age };
    });
}

function region(row: Row, slot: number): string {
  return cell(row, `access_key_${slot}_last_used_region`);
}

function certificatesOf(row: Row, asOf: number, besides: Besides): Candidate[] {
  return [1, 2]
    .filter((slot) => yes(row, `cert_${slot}_active`))
    .map((slot) => {
      const age = days(date(row, `cert_${slot}_last_rotated`) ?? created(row), asOf);
      const points = fromAge(age) + (isRoot(row) ? 100 : fromRights(row, besides));
      const label = `${row.user} / signing certificate ${slot}`;
      return { label, points, idle: NO_USE_ON_RECORD, age };
    });
}

function servicesOf(
  asOf: number,
  { services }: Besides,
  leftOut: readonly string[],
): readonly Candidate[] {
  return services.flatMap((each, index) => {
    if (!each.active || leftOut.includes(each.userName)) return [];
    const earlier = services.filter(
      (other, at) =>
        other.userName === each.userName &&
        other.service === each.service &&
        (other.createdAt < each.createdAt || (other.createdAt === each.createdAt && at < index)),
    );
    const age = days(each.createdAt, asOf);
    const points = fromAge(age) + (each.expiresAt === undefined ? 20 : 0);
    const label = `${each.userName} / ${each.service} ${earlier.length + 1}`;
    return [{ label, points, idle: NO_USE_ON_RECORD, age }];
  });
}

function fromRights(row: Row, { administrators }: Pick<Besides, 'administrators'>): number {
  return administrators.includes(cell(row, 'user')) ? 50 : 0;
}

function fromIdle(idle: number): number {
  if (idle >= 365) return 40;
  if (idle >= 90) return 30;
  return idle >= 45 ? 20 : 0;
}

function fromAge(age: number): number {
  if (age > 365) return 20;
  return age > 90 ? 10 : 0;
}
