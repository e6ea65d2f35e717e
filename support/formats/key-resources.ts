import type { AccessKey } from '../report';
import type { AuditResult } from '../result';

/** The access keys whose ids are known, by the labels of their subjects, each as a record of a format. */
export function keyResources(
  { audited }: Pick<AuditResult, 'audited'>,
  record: (key: AccessKey & { readonly id: string }) => string,
): (subject: string) => string {
  const known = new Map(
    audited?.report.accessKeys.flatMap((key) =>
      key.id === undefined ? [] : [[key.label, `,${record({ ...key, id: key.id })}`] as const],
    ),
  );
  return (subject) => known.get(subject) ?? '';
}
