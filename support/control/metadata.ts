import type { AgeChart, Control, Direction, Input } from './control';
import { isVisible } from './look-alike';
import { hint } from './nearest';
import { STEPS } from './steps';

const FRAMEWORKS =
  /^(acsc|aws|cis|cmmc|fedramp|fsbp|gdpr|hipaa|iso|nist|pci|dss|soc|securityhub|stig)$/;

// The families of NIST SP 800-53 r5.
const NIST =
  /^(AC|AT|AU|CA|CM|CP|IA|IR|MA|MP|PE|PL|PM|PS|PT|RA|SA|SC|SI|SR)-[1-9]\d?(\([1-9]\d?\))?$/;

const PLACEHOLDERS = ['<user>', '<id>'];

/** What is wrong with an id, a sentence each. It is for life: waivers and profiles name it. */
export function idProblems(id: string): readonly string[] {
  const words = id.split('-');
  const framework = words.find((word) => FRAMEWORKS.test(word));
  return [
    ...unless(
      /^[a-z]+(-[a-z]+)*$/.test(id),
      'the id must be lower-case words joined by hyphens, without digits: limits are inputs',
    ),
    ...unless(
      framework === undefined,
      `the id must not name a standard ("${framework}"): that is for profiles`,
    ),
    ...unless(!words.includes('control'), 'the id must not say "control": each is one'),
  ];
}

/** What is wrong with what a control says of itself, a sentence each; see CONTRIBUTING.md. */
export function metadataProblems(control: Control): readonly string[] {
  const { id, title, nist, rationale, remediation, steps, ages, inputs, stricter } = control;
  const placeholders = remediation.match(/<[^>]*>|\{[^}]*\}|\$\w+/g) ?? [];
  const strange = placeholders.filter((placeholder) => !PLACEHOLDERS.includes(placeholder));
  return [
    ...idProblems(id),
    ...textProblems({ title }, 100),
    ...textProblems({ rationale, remediation }, 400),
    ...unless(!/\d/.test(title), 'the title must hold no digits: limits are inputs'),
    ...unless(
      !/^(ensure|check|verify|make sure|validate)\b|\bshould\b/i.test(title),
      'the title must state what is true of a compliant subject, not what to do',
    ),
    ...unless(!title.endsWith('.'), 'the title must not end in a full stop'),
    ...unless(
      strange.length === 0,
      `the remediation has ${strange.join(', ')}, but only <user>, <id> and ... may stand for something`,
    ),
    ...steps
      .filter((step) => !Object.hasOwn(STEPS, step))
      .map((step) => `steps has "${step}", which is no step.${hint(step, Object.keys(STEPS))}`),
    ...unless(new Set(steps).size === steps.length, 'steps names a step twice'),
    ...(ages ? agesProblems(ages) : []),
    ...nist
      .filter((name) => !NIST.test(name))
      .map((name) => `nist has "${name}", which is no control of SP 800-53`),
    ...unless(new Set(nist).size === nist.length, 'nist names a control twice'),
    ...Object.entries(inputs).flatMap(([name, value]) =>
      unless(
        /^(max|min)[A-Z]/.test(name) === (typeof value === 'number'),
        `input ${name} must ${typeof value === 'number' ? '' : 'not '}be named max... or min...`,
      ),
    ),
    ...Object.entries(inputs).flatMap(([name, value]) =>
      unless(
        directionsOf(value).includes(stricter[name]),
        `stricter must say which way ${name} is: ${directionsOf(value).map(String).join(' or ')}`,
      ),
    ),
    ...Object.keys(stricter)
      .filter((name) => !Object.hasOwn(inputs, name))
      .map((name) => `stricter names ${name}, which is no input`),
  ];
}

function agesProblems({ title, noun, since }: AgeChart): readonly string[] {
  const texts = { 'title of ages': title, 'noun of ages': noun, 'since of ages': since };
  return textProblems(texts, 100);
}

function directionsOf(value: Input): readonly (Direction | undefined)[] {
  if (typeof value === 'boolean') return [true, false];
  return typeof value === 'object' ? ['more', 'fewer'] : [undefined];
}

function textProblems(texts: Readonly<Record<string, string>>, most: number): readonly string[] {
  return Object.entries(texts).flatMap(([name, text]) => [
    ...unless(isVisible(text), `the ${name} is empty`),
    ...unless(text.length <= most, `the ${name} has ${text.length} characters, of at most ${most}`),
    ...unless(!/\bTODO\b/.test(text), `the ${name} is not written yet`),
  ]);
}

/** The problem, unless what it is about holds. */
export function unless(holds: boolean, problem: string): readonly string[] {
  return holds ? [] : [problem];
}
