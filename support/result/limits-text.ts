/** What a control held whom to, as a text that differs where it does. */
export function limitsText({
  inputs,
  scope,
}: {
  readonly inputs: unknown;
  readonly scope: unknown;
}) {
  return JSON.stringify([inputs, scope], (_, value) => (isRecord(value) ? sorted(value) : value));
}

/** Whether a value has members by name. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// What is not given is null in a manifest.
function sorted(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record)
      .filter(([, value]) => value !== null && value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
