import { type AuditResult, changesText, digits, named, nameOf } from '../../result';
import { type Canvas, entry } from './layout';

const SHOWN = 20;

/** How the failures differ from those of an earlier run; what is new by name. */
export function changes({ changes, profiles }: AuditResult, canvas: Canvas): string {
  if (!changes) return '';
  const { shown, more } = named(changes.new, SHOWN);
  const several = profiles.length > 1;
  const names = shown.map(({ profile, control, subject }) => {
    const by = nameOf({ profile: profile ?? undefined, id: control }, several);
    return entry('New', `${subject} (${by})`, canvas);
  });
  const rest = more > 0 ? [entry('', `and ${digits(more)} more that are new`, canvas)] : [];
  return [entry('Changes', changesText(changes), canvas), ...names, ...rest].join('\n');
}
