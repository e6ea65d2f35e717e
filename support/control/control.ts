import type { CredentialReport, FactName, Instant, KnownFacts, Subject } from '../report';
import type { Finding } from './finding';
import { SEVERITIES, type Severity } from './severity';
import type { Step } from './steps';

/** Numbers are limits, and their names begin with `max` or `min`. */
export type Input = number | string | boolean | readonly string[];

/** Inputs by name. */
export type Inputs = { readonly [name: string]: Input };

/** Which way an input that is no limit is stricter: a boolean by value, a list by length. */
export type Direction = boolean | 'more' | 'fewer';

/** What a check is told besides its subject. */
export interface Context<I, F extends FactName = never> {
  /** The defaults of the control, and what the profile sets of them. */
  readonly inputs: I;
  /** Those that the control names, known. */
  readonly facts: Pick<KnownFacts, F>;
  readonly report: CredentialReport;
  /** When the report was generated: what ages are measured at. */
  readonly asOf: Instant;
}

/** How to chart the ages that a control measures; `noun`: what is counted (`access key`). */
export interface AgeChart {
  readonly title: string;
  readonly noun: string;
  readonly since: string;
  readonly inclusive: boolean;
}

/** What a control says of itself. */
interface Metadata {
  /** Its file is called `<id>.test.ts`: lower-case words with hyphens. */
  readonly id: string;
  /** What is true of one compliant subject. */
  readonly title: string;
  readonly severity: Severity;
  /** Ids of NIST SP 800-53 Rev. 5: `AC-2(3)`. */
  readonly nist: readonly string[];
  /** What can happen where it does not hold. */
  readonly rationale: string;
  /** What to do then; `<user>` stands for the user's name, `<id>` for the id of the credential. */
  readonly remediation: string;
}

/** A control as its file declares it: metadata first, then whom, then what must hold. */
export interface Declaration<I extends Inputs, S extends Subject, F extends FactName = never>
  extends Metadata {
  /** What `iamspec remediate` can do of the remediation; none: it is for a person. */
  readonly steps?: readonly Step[];
  /** Nothing of its subjects is stopped unasked, whatever else fails. */
  readonly keeps?: boolean;
  readonly ages?: AgeChart | undefined;
  /** Their defaults by name. That of a limit begins with `max` or `min`, and ends with the unit: `maxAgeDays`. */
  readonly inputs?: I;
  /** Only for inputs that are no limits: a limit says it by its name. */
  readonly stricter?: { readonly [N in keyof I]?: Direction };
  /** What each text of a list may be, as patterns: a misspelt one would judge nobody, or everybody. */
  readonly values?: { readonly [N in keyof I]?: readonly string[] };
  /** What must be known besides the report; each costs one more call to AWS, or one for each user. */
  readonly facts?: readonly F[];
  /** Whom it judges. Where it throws, all subjects could not be checked. */
  readonly subjects: (report: CredentialReport, context: Context<I, F>) => readonly S[];
  /** What must hold of one subject. Where it throws, that subject could not be checked. */
  readonly check: (subject: S, context: Context<I, F>) => Finding;
}

/** The subjects of a control, and the check of the one at an index. */
export interface Judgement {
  readonly subjects: readonly Subject[];
  readonly check: (index: number) => Finding;
}

/** A declaration, checked, whose own types of input and subject are sealed in `judge`. */
export interface Control extends Metadata {
  readonly steps: readonly Step[];
  readonly keeps: boolean;
  readonly ages: AgeChart | undefined;
  readonly inputs: Inputs;
  readonly stricter: Readonly<Record<string, Direction | undefined>>;
  readonly values: Readonly<Record<string, readonly string[] | undefined>>;
  readonly facts: readonly FactName[];
  /** `inputs`: those that differ from the defaults. Throws where the report lacks a needed fact. */
  readonly judge: (report: CredentialReport, inputs: Inputs) => Judgement;
}

/** Seals a declaration; nothing is run. Throws TypeError where it is not whole. */
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
  const values: Control['values'] = { ...declaration.values };
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
  return { ...metadata, inputs: defaults, stricter, values, facts: names, judge };
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
 * Declares a control to whoever loads its file. Throws Error where nobody would evaluate it, TypeError
 * where the declaration is not whole.
 */
export function control<I extends Inputs, S extends Subject, F extends FactName = never>(
  declaration: Declaration<I, S, F>,
): void {
  if (!host) {
    throw new Error(
      `Control ${declaration.id} was loaded by something that does not evaluate controls. ` +
        'Run it with: npx iamspec exec',
    );
  }
  host(compile(declaration));
}

/** Makes `next` receive all controls declared from now on; returns the former receiver. */
export function setControlHost(next: Host | undefined): Host | undefined {
  const former = host;
  host = next;
  return former;
}
