import {
  type Control,
  type Direction,
  type Profile,
  type Selection,
  STEPS,
  type Step,
} from '../control';
import { FACTS } from '../report';
import { editionOf } from '../result';

/** A profile, and the controls that it selects at their limits. */
export interface ResolvedProfile {
  readonly profile: Profile;
  readonly selections: readonly Selection[];
}

/** The catalogue of controls as Markdown; `atLimit` says what becomes of a subject exactly on a limit. */
export function cataloguePage(
  controls: readonly Control[],
  profiles: readonly ResolvedProfile[],
  atLimit: AtLimit,
): string {
  return [
    '# Controls',
    'Made by `iamspec docs` from the controls and profiles; do not edit.',
    `${count(controls, 'control')}, ${count(profiles, 'profile')}.`,
    table(
      ['control', 'severity', 'what holds'],
      controls.map(({ id, severity, title }) => [`[${id}](#${id})`, severity, title]),
    ),
    EXACTLY,
    ...controls.map((control) => controlSection(control, profiles, atLimit)),
    '# Profiles',
    table(
      ['profile', 'title', 'controls', 'source', 'held against it'],
      profiles.map(({ profile, selections }) => [
        `[${profile.name}](#profile-${anchor(profile.name)})`,
        profile.title,
        String(selections.length),
        profile.source ?? '',
        profile.heldAgainst ?? '',
      ]),
    ),
    ...profiles.map(profileSection),
  ]
    .join('\n\n')
    .concat('\n');
}

/** What becomes of a subject exactly on a limit, if samples prove it. */
export type AtLimit = (control: Control, name: string) => 'passed' | 'failed' | undefined;

// CIS says "90 days or less" of rotation, and "less than 45 days ago" of use.
const EXACTLY = [
  'Each input stands with its default, which way is stricter, and what happens exactly at a limit. Two',
  'words of the standards decide that: an age is "90 days or less", so exactly 90 days pass; a use was',
  '"less than 45 days ago", so exactly 45 days fail. `maxOverlapDays` is an age, that of the newer key (0: no overlap);',
  '`maxGraceDays` is a time without use, like `maxIdleDays`. `minIdleDays` is one that must be reached.',
].join(' ');

function describeInput(control: Control, name: string, atLimit: AtLimit): string {
  const value = control.inputs[name] ?? '';
  const parts = [
    ...(control.values[name]
      ? [`of ${control.values[name].map((each) => `\`${each}\``).join(', ')}`]
      : []),
    direction(name, control.stricter[name]),
    ...(typeof value === 'number' ? [exactly(atLimit(control, name))] : []),
  ];
  const told = parts.filter((part) => part !== '').join('; ');
  return `- \`${name}\` ${show(value)}${told === '' ? '' : `: ${told}`}`;
}

function exactly(status: ReturnType<AtLimit>): string {
  if (status === undefined) return '';
  return `exactly at it ${status === 'passed' ? 'passes' : 'fails'}`;
}

function direction(name: string, stricter: Direction | undefined): string {
  if (stricter !== undefined) return `${stricter} is stricter`;
  if (name.startsWith('max')) return 'lower is stricter';
  return name.startsWith('min') ? 'higher is stricter' : '';
}

function controlSection(
  control: Control,
  profiles: readonly ResolvedProfile[],
  atLimit: AtLimit,
): string {
  const inputs = Object.keys(control.inputs).map((name) => describeInput(control, name, atLimit));
  const facts = control.facts.map((name) => {
    const { title, actions } = FACTS[name];
    const needed = actions.map((action) => `\`${action}\``).join(', ');
    return needed === '' ? `the ${title}` : `the ${title} (${needed})`;
  });
  const uses = profiles.flatMap(({ profile, selections }) =>
    selections
      .filter(({ id }) => id === control.id)
      .map((selection) => [profile.name, use(selection, control)]),
  );
  return [
    `## ${control.id}`,
    `${control.title}. Severity ${control.severity}.`,
    `**Why**: ${control.rationale}`,
    `**Fix**: ${escapeMarkdown(control.remediation)}`,
    `**\`iamspec remediate\`**: ${control.steps.map(describeStep).join(', ') || 'by hand'}`,
    ...(inputs.length > 0 ? ['**Inputs**', inputs.join('\n')] : []),
    ...(facts.length > 0 ? [`**Needs** besides the report: ${facts.join(', ')}`] : []),
    `**NIST SP 800-53 r5**: ${control.nist.join(', ')}`,
    table(
      ['profile', 'requirements'],
      uses.map((cells) => cells.map((cell) => cell ?? '')),
    ),
  ].join('\n\n');
}

function describeStep(step: Step): string {
  return STEPS[step].irreversible ? `${step} (cannot be undone)` : step;
}

function use({ requirements, inputs }: Selection, control: Control): string {
  const changed = Object.entries(inputs)
    .filter(([name, value]) => show(value) !== show(control.inputs[name] ?? ''))
    .map(([name, value]) => `\`${name}\` ${show(value)}`);
  return `${requirements.join(', ')}${changed.length > 0 ? ` (${changed.join(', ')})` : ''}`;
}

function profileSection({ profile, selections }: ResolvedProfile): string {
  const edition = editionOf(profile);
  const undecidable = Object.entries(profile.notDecidable ?? {});
  const ids = selections.map(({ id }) => `[${id}](#${id})`);
  return [
    `## Profile ${profile.name}`,
    `${profile.title}${edition === '' ? '' : `; ${edition}`}.${profile.source === undefined ? '' : ` Source: ${profile.source}`}`,
    `Controls: ${ids.join(', ')}`,
    ...(undecidable.length > 0
      ? [
          'Not decidable from the credential report, wholly or in part:',
          table(['requirement', 'why'], undecidable),
        ]
      : []),
  ].join('\n\n');
}

function count({ length }: readonly unknown[], noun: string): string {
  return `${length} ${noun}${length === 1 ? '' : 's'}`;
}

function anchor(name: string): string {
  return name.replaceAll('.', '');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return 'In no profile.';
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => escapeMarkdown(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

// Markdown would take <user> for HTML.
function escapeMarkdown(text: string): string {
  return text.replace(/<(?=\w)/g, '&lt;');
}

function show(value: Control['inputs'][string]): string {
  return typeof value === 'object' ? `[${value.join(', ')}]` : String(value);
}
