import type { Control, Profile, Selection } from '../control';
import { FACTS } from '../report';

/** A profile and the controls that it selects. */
export interface ResolvedProfile {
  readonly profile: Profile;
  readonly selections: readonly Selection[];
}

/**
 * Writes the catalogue of controls as Markdown: what each says, why, how to mend it, its inputs, the
 * requirements it serves, and what it needs to know besides the report.
 */
export function cataloguePage(
  controls: readonly Control[],
  profiles: readonly ResolvedProfile[],
): string {
  return [
    '# Controls',
    'Made by `npm run docs` from the controls and profiles; do not edit.',
    `${controls.length} controls, ${profiles.length} profiles.`,
    table(
      ['control', 'severity', 'what holds'],
      controls.map(({ id, severity, title }) => [`[${id}](#${id})`, severity, title]),
    ),
    ...controls.map((control) => controlSection(control, profiles)),
    '# Profiles',
    table(
      ['profile', 'title', 'controls', 'source'],
      profiles.map(({ profile, selections }) => [
        `[${profile.name}](#profile-${anchor(profile.name)})`,
        profile.title,
        String(selections.length),
        profile.source ?? '',
      ]),
    ),
    ...profiles.map(profileSection),
  ]
    .join('\n\n')
    .concat('\n');
}

function controlSection(control: Control, profiles: readonly ResolvedProfile[]): string {
  const inputs = Object.entries(control.inputs).map(
    ([name, value]) => `\`${name}\` ${show(value)}`,
  );
  const facts = control.facts.map((name) => {
    const { title, action } = FACTS[name];
    return action === undefined ? `the ${title}` : `the ${title} (\`${action}\`)`;
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
    ...(inputs.length > 0 ? [`**Inputs**: ${inputs.join(', ')}`] : []),
    ...(facts.length > 0 ? [`**Needs** besides the report: ${facts.join(', ')}`] : []),
    `**NIST SP 800-53 r5**: ${control.nist.join(', ')}`,
    table(
      ['profile', 'requirements'],
      uses.map((cells) => cells.map((cell) => cell ?? '')),
    ),
  ].join('\n\n');
}

function use({ requirements, inputs }: Selection, control: Control): string {
  const changed = Object.entries(inputs)
    .filter(([name, value]) => show(value) !== show(control.inputs[name] ?? ''))
    .map(([name, value]) => `\`${name}\` ${show(value)}`);
  return `${requirements.join(', ')}${changed.length > 0 ? ` (${changed.join(', ')})` : ''}`;
}

function profileSection({ profile, selections }: ResolvedProfile): string {
  const undecidable = Object.entries(profile.notDecidable ?? {});
  const ids = selections.map(({ id }) => `[${id}](#${id})`);
  return [
    `## Profile ${profile.name}`,
    `${profile.title}.${profile.source === undefined ? '' : ` Source: ${profile.source}`}`,
    `Controls: ${ids.join(', ')}`,
    ...(undecidable.length > 0
      ? ['Not decidable from the credential report:', table(['requirement', 'why'], undecidable)]
      : []),
  ].join('\n\n');
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
