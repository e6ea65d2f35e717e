import { formatInstant, type Instant, parseInstant } from './instant';

const CONSOLE =
  /(?:^|[\\/])status_reports_(\d{4}-\d\d-\d\d)T(\d\d)[-_:](\d\d)[-_:](\d\d)(?:\.\d+)?(?:Z|([+-]\d\d)[-_:]?(\d\d))?[^\\/]*$/;

/** Of `status_reports_2026-06-02T00-00-00+00-00.csv`: to be offered, not taken; it is no proof. */
export function instantInName(path: string): Instant | undefined {
  const [, day, hour, minute, second, offset, minutes] = CONSOLE.exec(path) ?? [];
  if (day === undefined) return undefined;
  const zone = offset === undefined ? 'Z' : `${offset}:${minutes}`;
  return parseInstant(`${day}T${hour}:${minute}:${second}${zone}`);
}

/** A sentence that offers the instant of `instantInName`; none where there is none. */
export function offerInstant(path: string, setting = 'IAMSPEC_AS_OF'): readonly string[] {
  const instant = instantInName(path);
  if (instant === undefined) return [];
  const text = formatInstant(instant);
  return [
    `The file's name says ${text}. Where that is when IAM generated it, set ${setting}=${text}.`,
  ];
}
