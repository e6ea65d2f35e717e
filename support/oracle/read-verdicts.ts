import { NotUnderstood } from './csv';

/** What a run recorded of one subject. */
export interface Recorded {
  readonly subject: string;
  readonly status: string;
}

/** All that a run recorded: how many verdicts, and those of a control under a profile. */
export interface RecordedVerdicts {
  readonly total: number;
  readonly of: (profile: string, control: string) => readonly Recorded[];
}

/** The verdicts in the lines of `verdicts.ndjson`. Throws NotUnderstood that names a line which is none. */
export function readVerdicts(lines: string): RecordedVerdicts {
  const profiles = new Map<string, Map<string, Recorded[]>>();
  let total = 0;
  for (let start = 0; start < lines.length; ) {
    const end = lines.indexOf('\n', start);
    const line = lines.slice(start, end === -1 ? undefined : end);
    start = end === -1 ? lines.length : end + 1;
    total++;
    const { profile, control, subject, status } = verdictIn(line, total);
    if (profile === null) continue;
    const controls = profiles.get(profile) ?? new Map<string, Recorded[]>();
    profiles.set(profile, controls);
    const own = controls.get(control);
    if (own) own.push({ subject, status });
    else controls.set(control, [{ subject, status }]);
  }
  return { total, of: (profile, control) => profiles.get(profile)?.get(control) ?? [] };
}

function verdictIn(line: string, number: number) {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new NotUnderstood(`line ${number} of its verdicts is no JSON`);
  }
  if (isVerdict(value)) return value;
  throw new NotUnderstood(`line ${number} of its verdicts is no verdict`);
}

interface Verdict extends Recorded {
  readonly profile: string | null;
  readonly control: string;
}

function isVerdict(value: unknown): value is Verdict {
  if (typeof value !== 'object' || value === null) return false;
  const { profile, control, subject, status }: Partial<Record<keyof Verdict, unknown>> = value;
  const isOfProfile = profile === null || typeof profile === 'string';
  return isOfProfile && [control, subject, status].every((each) => typeof each === 'string');
}
