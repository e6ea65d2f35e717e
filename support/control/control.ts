import type { CredentialReport, FactName, Instant, KnownFacts, Subject } from '../report';
import type { Finding } from './finding';
import { SEVERITIES, type Severity } from './severity';
import type { Step } from './steps';

/** The value of one input. Numbers are limits, and their names begin with `max` or `min`. */
export type Input = number | string | boolean | readonly string[];

/** Inputs by name. */
export type Inputs = { readonly [name: string]: Input };

/** Which way an input is stricter that is no limit: a boolean by its value, a list by its length. */
export type Direction = boolean | 'more' | 'fewer';

/** What a check is told besides its subject. */
export interface Context<I, F extends FactName = never> {
  readonly inputs: I;
  /** Those that the control names under `facts`. */
  readonly facts: Pick<KnownFacts, F>;
  /** For a check that is about the report itself. */
  readonly report: CredentialReport;
  /** The instant that ages are measured at. */
  readonly asOf: Instant;
}

/** How a chart of the ages that a control measures is to be read. */
export interface AgeChart {
  readonly title: string;
  /** One of what is counted: `active access key`. */
  readonly noun: string;
  /** `days since it was created`. */
  readonly since: string;
  /** Whether an age of exactly the limit passes. */
  readonly inclusive: boolean;
}

/** A control as its file declares it: metadata first, then whom, then what must hold. */
export interface Declaration<I extends Inputs, S extends Subject, F extends FactName = never> {
  /** The file's name without `.test.ts`: a noun, no numbers, no framework. */
  readonly id: string;
  /** The compliant state of one subject. */
  readonly title: string;
  readonly severity: Severity;
  /** NIST SP 800-53 r5 controls. */
  readonly nist: readonly string[];
  readonly rationale: string;
  /** What to do about a failure. `<user>` stands for the user's name. */
  readonly remediation: string;
  /** The same as steps that a command can do; none: all of it is for a person. */
  readonly steps?: readonly Step[];
  /** Whether its subjects are meant to stay: of those nothing is stopped unasked, whatever else fails. */
  readonly keeps?: boolean;
  /** Where its findings have `since`, and people want to see the ages of all subjects in a chart. */
  readonly ages?: AgeChart | undefined;
  /** The inputs with their defaults; a profile may set them. */
  readonly inputs?: I;
  /**
   * Which way inputs are stricter that are no limits, so that a profile can tighten them: `true` or
   * `false` of a boolean, `more` or `fewer` items of a list. A limit says it by its name.
   */
  readonly stricter?: { readonly [N in keyof I]?: Direction };
  /** What it needs to know besides the report: each costs one more call to AWS. */
  readonly facts?: readonly F[];
  readonly subjects: (report: CredentialReport, context: Context<I, F>) => readonly S[];
  readonly check: (subject: S, context: Context<I, F>) => Finding;
}

/** Whom a control judges, and how; nothing is checked yet. */
export interface Judgement {
  readonly subjects: readonly Subject[];
  /** Checks the subject at an index of the list. */
  readonly check: (index: number) => Finding;
}

/** A control whose own types of input and subject are sealed in `judge`. */
export interface Control {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly nist: readonly string[];
  readonly rationale: string;
  readonly remediation: string;
  readonly steps: readonly Step[];
  readonly keeps: boolean;
  readonly ages: AgeChart | undefined;
  /** The defaults. */
  readonly inputs: Inputs;
  readonly stricter: Readonly<Record<string, Direction | undefined>>;
  readonly facts: readonly FactName[];
  /**
   * Lists the subjects; nothing is checked yet.
   *
   * @param inputs those that differ from the defaults
   * @throws Error where the report lacks one of the control's facts
   */
  readonly judge: (report: CredentialReport, inputs: Inputs) => Judgement;
}

/** Seals a declaration; nothing is run. */
export function compile<I extends Inputs, S extends Subject, F extends FactName = never>(
  declaration: Declaration<I, S, F>,
): Control {
  const { id, title, severity, nist, rationale, remediation, subjects, check } = declaration;
  // Nothing checks types when a control is loaded, and a misspelt severity would count as none.
  if (!SEVERITIES.includes(severity)) {
    throw new TypeError(`its severity is "${severity}", expected ${SEVERITIES.join(', ')}`);
  }
  if ([id, title, rationale, remediation].some((text) => typeof text !== 'string')) {
    throw new TypeError('it lacks id, title, rationale or remediation');
  }
  const defaults = declaration.inputs ?? ({} as I);
  const stricter: Control['stricter'] = { ...declaration.stricter };
  const names = declaration.facts ?? [];
  const judge: Control['judge'] = (report, inputs) => {
    const all = Object.assign({}, defaults, inputs);
    // All runs of this process share the lists of a profile: no check may change them.
    for (const input of Object.values(all)) Object.freeze(input);
    const context = {
      inputs: Object.freeze(all),
      facts: knownFacts(report, names),
      asOf: report.asOf,
      report,
    };
    const list = subjects(report, context);
    // Plain JavaScript can give a generator, which would be empty the second time.
    if (!Array.isArray(list)) throw new TypeError('subjects gives no list');
    return { subjects: list, check: (index) => check(at(list, index), context) };
  };
  const { steps = [], keeps = false, ages } = declaration;
  const metadata = { id, title, severity, nist, rationale, remediation, steps, keeps, ages };
  return { ...metadata, inputs: defaults, stricter, facts: names, judge };
}

function at<S>(list: readonly S[], index: number): S {
  const item = list[index];
  if (item === undefined) throw new RangeError(`there is no subject ${index}`);
  return item;
}

function knownFacts<F extends FactName>(
  { facts }: CredentialReport,
  names: readonly F[],
): Pick<KnownFacts, F> {
  const known = names.map((name) => {
    const fact = facts[name];
    if (fact && 'known' in fact) return [name, fact.known];
    throw new Error(`the ${name} is not known`);
  });
  return Object.fromEntries(known) as Pick<KnownFacts, F>;
}

type Host = (control: Control) => void;

let host: Host | undefined;

/**
 * Declares the control of this file to whoever loads it: Jest, the command or the organization run.
 *
 * @throws Error where nobody does, since then nothing would be checked
 */
export function control<I extends Inputs, S extends Subject, F extends FactName = never>(
  declaration: Declaration<I, S, F>,
): void {
  if (!host) {
    throw new Error(
      `Control ${declaration.id} was loaded by something that does not evaluate controls. ` +
        'Run it with: npm test',
    );
  }
  host(compile(declaration));
}

/**
 * Makes `next` the receiver of all controls declared from now on.
 *
 * @returns the former receiver, to be set again afterwards
 */
export function setControlHost(next: Host | undefined): Host | undefined {
  const former = host;
  host = next;
  return former;
}
