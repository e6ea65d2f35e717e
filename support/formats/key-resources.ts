import type { AccessKey } from '../report';
import type { AuditResult } from '../result';

/** An access key whose id is known. */
export type KnownKey = AccessKey & { readonly id: string };

/** The access keys whose ids are known, by the labels of their subjects, each as a record of a format. */
export function keyResources<T>(
  { audited }: Pick<AuditResult, 'audited'>,
  record: (key: KnownKey) => T,
): (subject: string) => readonly T[] {
  const known = new Map(
    audited?.report.accessKeys.flatMap((key) =>
      key.id === undefined ? [] : [[key.label, [record({ ...key, id: key.id })]] as const],
    ),
  );
  return (subject) => known.get(subject) ?? [];
}
