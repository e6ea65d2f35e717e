import { join } from 'node:path';
import * as fc from 'fast-check';
import { type Control, evaluate, type Inputs } from '../../support/control';
import { canBeOf, type Row } from '../../support/oracle/cells';
import { ask } from '../../support/oracle/oracle';
import { PROCEDURES } from '../../support/oracle/procedures';
import {
  type CredentialReport,
  DAY,
  type Instant,
  parseReport,
  ReportError,
} from '../../support/report';
import { readCatalogue } from '../../support/run/catalogue';
import { ACCOUNT, AS_OF, bytes, csv, LIVE_COLUMNS } from './report';

const CONTROLS = join(__dirname, '..', '..', 'controls');

/** All controls, by id. */
export function loadControls(): ReadonlyMap<string, Control> {
  return new Map(
    readCatalogue(CONTROLS).entries.map(({ id, control, problem }) => {
      if (!control) throw new Error(problem);
      return [id, control];
    }),
  );
}

/** The controls that the report alone decides. */
export function reportControls(): readonly Control[] {
  return [...loadControls().values()].filter(
    ({ id, facts }) => facts.length === 0 && Object.hasOwn(PROCEDURES, id),
  );
}

/** A report as text cells, its time, and a value for each input. */
export interface Question {
  readonly rows: readonly Row[];
  readonly asOf: Instant;
  readonly inputs: Inputs;
  /** Whether cells with commas are quoted; IAM's own way is not known. */
  readonly quoted: boolean;
}

/** A question as the file that it is about. */
export function write({ rows, quoted }: Question): string {
  return csv(rows, quoted ? {} : { quoted: () => false });
}

/** A question as the product reads it. */
export function read(question: Question): CredentialReport {
  const asOf = { instant: question.asOf, source: 'GeneratedTime' } as const;
  return parseReport({ content: bytes(write(question)), caller: undefined }, asOf);
}

/** The report, or undefined where the product refuses it. */
export function readOrRefuse(question: Question): CredentialReport | undefined {
  try {
    return read(question);
  } catch (error) {
    if (error instanceof ReportError) return undefined;
    throw error;
  }
}

/** The drawn values for the inputs of a control. */
export function inputsOf(control: Control, drawn: Inputs): Inputs {
  return Object.fromEntries(
    Object.keys(control.inputs).map((name) => {
      const value = drawn[name];
      if (value === undefined) throw new Error(`no value is drawn for ${control.id}'s ${name}`);
      return [name, value];
    }),
  );
}

/** Where product and oracle differ, one line for each subject. */
export function differences(
  control: Control,
  inputs: Inputs,
  report: CredentialReport,
  { rows, asOf }: Pick<Question, 'rows' | 'asOf'>,
): string[] {
  const verdicts = evaluate(control, { inputs }, report, []);
  const answers = ask(control.id, rows, asOf, inputs);
  const said = new Map<string, string>(verdicts.map(({ subject, status }) => [subject, status]));
  const twice = said.size === verdicts.length ? [] : [`${control.id}: a subject stands twice`];
  const subjects = [...new Set([...said.keys(), ...answers.keys()])];
  const differing = subjects
    .filter((subject) => said.get(subject) !== answers.get(subject))
    .map(
      (subject) =>
        `${control.id}, ${subject}: the product says ${said.get(subject) ?? 'nothing'}, ` +
        `the oracle ${answers.get(subject) ?? 'nothing'}`,
    );
  return [...twice, ...differing];
}

/** @throws Error that names control, subject, both verdicts, inputs and the file */
export function expectAgreement(controls: readonly Control[], question: Question): void {
  const report = readOrRefuse(question);
  const possible = canBeOf(question.rows, question.asOf);
  const disagreement = `the product ${report ? 'reads' : 'refuses'} the report, the oracle does not`;
  const found = (report ? controls : []).flatMap((control) => {
    if (!report) return [];
    const inputs = inputsOf(control, question.inputs);
    const lines = differences(control, inputs, report, question);
    return lines.map((line) => `${line} (inputs ${JSON.stringify(inputs)})`);
  });
  if (possible !== (report !== undefined)) found.push(disagreement);
  if (found.length === 0) return;
  const asOf = new Date(question.asOf).toISOString();
  throw new Error(`${found.join('\n')}\nas of ${asOf}:\n${write(question)}`);
}

const DAYS = [0, 0.5, 7, 30, 45, 90];
const MINUTE = 60_000;

// Milliseconds before the report at which a verdict may turn, each with its neighbours.
const AGES: readonly number[] = [
  ...DAYS.flatMap((days) => [days * DAY - 1000, days * DAY, days * DAY + 1000]),
  -5 * MINUTE,
  3 * DAY,
  400 * DAY,
  4000 * DAY,
];

// A date so late that the whole report is refused, or just not.
const LATE: readonly number[] = [5 * MINUTE, 5 * MINUTE + 1000, DAY];

// Milliseconds between the creation of a user and of its key: some count as made at setup.
const DELAYS = [0, 59, 60, 61, -59, -60, -61, 1, -1, 86_400].map((seconds) => seconds * 1000);

// Cells hold whole seconds, a report's own time may hold a fraction: that gives neighbours of 1 ms.
const asOf = fc.constantFrom(0, 0, 0, -1, 1).map((fraction) => AS_OF + fraction);

/** A value for each input of any control. */
export const drawnInputs = fc.record({
  maxAgeDays: fc.constantFrom(...DAYS),
  maxIdleDays: fc.constantFrom(...DAYS),
  minIdleDays: fc.constantFrom(...DAYS),
  maxGraceDays: fc.constantFrom(...DAYS),
  maxOverlapDays: fc.constantFrom(...DAYS),
  minDelaySeconds: fc.constantFrom(0, 1, 60),
  evenWithoutCredentials: fc.boolean(),
  evenMadeLater: fc.boolean(),
  machineUsers: patterns(),
  allowedUsers: patterns(),
  canaryUsers: patterns(),
  serviceUsers: patterns(),
});

function patterns() {
  const some = '* ci-* alice Alice /service/* /* /a,b/* *,* a*e /alice'.split(' ');
  const arns = ['arn:*:user/alice', 'arn:aws:iam::*:user/service/*', `arn:aws*:${ACCOUNT}:*`];
  const all = [...some, ...arns, 'root', '<root_account>', '*root*', 'a.i.e', '', '**'];
  return fc.array(fc.constantFrom(...all), { maxLength: 2 });
}

type Cell = (row: { readonly createdAt: Instant; readonly isRoot: boolean }) => string;

const zone = fc.constantFrom('Z', 'Z', '+00:00');
const at = (instant: Instant, end: string) => new Date(instant).toISOString().slice(0, 19) + end;

const date: fc.Arbitrary<Cell> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom(...AGES), zone).map(byAge) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...DELAYS), zone).map(byDelay) },
);

function byAge([age, end]: [number, string]): Cell {
  return () => at(AS_OF - age, end);
}

function byDelay([delay, end]: [number, string]): Cell {
  return ({ createdAt }) => at(Math.min(createdAt + delay, AS_OF + 5 * MINUTE), end);
}

const oneOf = (...all: string[]) =>
  fc.constantFrom(
    ...all.map(
      (text): Cell =>
        () =>
          text,
    ),
  );

function dateOr(...sentinels: string[]): fc.Arbitrary<Cell> {
  const absent = oneOf(...sentinels);
  const rootOnly = fc.constant<Cell>(({ isRoot }) => (isRoot ? 'not_supported' : 'N/A'));
  return fc.oneof(
    { weight: 6, arbitrary: date },
    { weight: 4, arbitrary: absent },
    { weight: 1, arbitrary: rootOnly },
  );
}

const flag = oneOf('true', 'false', 'TRUE', 'FALSE');
const word = oneOf('N/A', 's3', 'us-east-1');
const passwordFlag = fc.oneof(
  { weight: 4, arbitrary: flag },
  {
    weight: 1,
    arbitrary: fc.constant<Cell>(({ isRoot }) => (isRoot ? 'not_supported' : 'true')),
  },
);

function cellOf(column: string): fc.Arbitrary<Cell> {
  if (column === 'password_enabled') return passwordFlag;
  if (column === 'password_last_used') return dateOr('N/A', 'no_information', 'not_supported');
  if (/^password_/.test(column)) return dateOr('N/A', 'not_supported');
  if (/_last_(rotated|used_date)$/.test(column)) return dateOr('N/A');
  return /_active$/.test(column) ? flag : word;
}

const CELLS = LIVE_COLUMNS.slice(3);

// Live reports have no such column.
const info = fc.oneof(
  { weight: 12, arbitrary: fc.constant(undefined) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', '0', 'N/A', 'not_supported', '1', '2 additional access keys'),
  },
);
const cells = fc.record({
  age: fc.constantFrom(...AGES),
  end: zone,
  info,
  texts: fc.tuple(...CELLS.map(cellOf)),
});

interface Drawn {
  readonly age: number;
  readonly end: string;
  readonly info: string | undefined;
  readonly texts: readonly Cell[];
}

const DATES = LIVE_COLUMNS.filter((column) => /_(time|used|changed|rotated|date)$/.test(column));

const lateDate = fc.record({
  row: fc.nat(4),
  column: fc.constantFrom(...DATES),
  by: fc.constantFrom(...LATE),
});

const NAMES = 'alice bob ci-deploy root smith,john constructor __proto__ a.i.e'.split(' ');

const users = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom(...NAMES),
    path: fc.constantFrom('/', '/', '/service/', '/a,b/', '/root/'),
    cells,
  }),
  { maxLength: 4, selector: ({ name }) => name },
);

/** Random accounts of up to four users whose dates lie on the limits, and beside them. */
export const questions: fc.Arbitrary<Question> = fc
  .record({
    asOf,
    inputs: drawnInputs,
    quoted: fc.boolean(),
    partition: fc.constantFrom('aws', 'aws', 'aws-cn', 'aws-us-gov', 'aws-eusc'),
    root: cells,
    rootAt: fc.nat(4),
    users,
    late: fc.option(lateDate, { freq: 1, nil: undefined }),
  })
  .map(({ partition, root, rootAt, users: drawn, late, ...rest }) => {
    const account = `arn:${partition}:iam::${ACCOUNT}`;
    const rows = drawn.map(({ name, path, cells: texts }) =>
      rowOf(name, `${account}:user${path}${name}`, texts),
    );
    rows.splice(rootAt, 0, rowOf('<root_account>', `${account}:root`, root));
    return { rows: late ? rows.map(withLate(late)) : rows, ...rest };
  });

type Late = { readonly row: number; readonly column: string; readonly by: number };

function withLate({ row, column, by }: Late): (cells: Row, index: number) => Row {
  return (texts, index) => (index === row ? { ...texts, [column]: at(AS_OF + by, 'Z') } : texts);
}

function rowOf(user: string, arn: string, { age, end, texts, info: more }: Drawn): Row {
  const createdAt = AS_OF - age;
  const isRoot = user === '<root_account>';
  const entries = texts.map((cell, index) => [CELLS[index] ?? '', cell({ createdAt, isRoot })]);
  const told = more === undefined ? {} : { additional_credentials_info: more };
  const creation = { user_creation_time: at(createdAt, end) };
  return { user, arn, ...creation, ...Object.fromEntries(entries), ...told };
}
