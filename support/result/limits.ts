import type { Inputs } from '../control';

/** The inputs of a control in one line, such as `maxAgeDays: 90`; '' where it has none. */
export function limitsOf(inputs: Inputs): string {
  return Object.entries(inputs)
    .map(([name, value]) => `${name}: ${String(value) || 'none'}`)
    .join(', ');
}
