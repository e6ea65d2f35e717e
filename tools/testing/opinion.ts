import * as fc from 'fast-check';
import { evaluate, type Inputs, type Scope } from '../../support/control';
import { type Evidence, NotUnderstood, type Opinion, secondOpinion } from '../../support/oracle';
import {
  type CredentialReport,
  parseReport,
  ReportError,
  type UserTags,
} from '../../support/report';
import { drawnInputs, inputsOf, type Question, questions, reportControls } from './oracle';
import { bytes, csv, LIVE_COLUMNS, needsQuotes } from './report';

/** A question with all that a bundle may tell besides: classes of users, tags, and how the file is written. */
export interface Run extends Question {
  readonly everybody: boolean;
  readonly classes: readonly {
    readonly users: readonly string[];
    readonly inputs: Inputs | undefined;
  }[];
  /** undefined: nobody asked AWS. */
  readonly tags: readonly UserTags[] | undefined;
  readonly isReadingTime: boolean;
  readonly text: string;
}

const NAMES = 'alice bob ci-deploy root smith,john constructor __proto__ a.i.e gone'.split(' ');
const TAGS = [
  'tag:team',
  'tag:TEAM=pay*',
  'tag:team=Pay*',
  'tag:*=x',
  'tag:team=a=b',
  'tag:none=*',
];
const USERS = ['*', 'alice', 'ci-*', '/service/*', 'arn:*:user/*', 'nobody', '*i*'];

const users = fc.array(fc.constantFrom(...USERS, ...TAGS), { maxLength: 2 });
// With tags in a list as well, which not all rules can be held to without knowing them.
const lists = fc.option(fc.record({ allowedUsers: users, machineUsers: users }), { freq: 3 });
const inputs: fc.Arbitrary<Inputs> = fc
  .tuple(drawnInputs, lists)
  .map(([drawn, own]) => ({ ...drawn, ...own }));

const classes = fc.array(
  fc.record({ users, inputs: fc.option(inputs, { freq: 1, nil: undefined }) }),
  { maxLength: 3 },
);

const tag = fc.record({
  key: fc.constantFrom('team', 'Team', 'x', 'a=b'),
  value: fc.constantFrom('payments', 'Payments', 'x', 'a=b', ''),
});
const tags = fc.uniqueArray(
  fc.record({
    userName: fc.constantFrom(...NAMES),
    tags: fc.uniqueArray(tag, { maxLength: 2, selector: ({ key }) => key.toLowerCase() }),
  }),
  { maxLength: 4, selector: ({ userName }) => userName },
);

const CELLS = LIVE_COLUMNS.filter(
  (column) => !/^access_key_._last_used_(?:region|service)$/.test(column),
);
const DATE_LIKE = [
  ...[
    '2024-02-29T01:02:03Z',
    '2023-02-29T01:02:03Z',
    '2024-06-31T00:00:00Z',
    '2024-01-01T24:00:00Z',
  ],
  ...[
    '2024-01-01T23:59:60Z',
    '2024-01-01',
    '2024-01-01 00:00:00Z',
    '1969-12-31T23:59:59Z',
    '1970-01-01T00:00:00Z',
  ],
  ...[
    '2024-01-01T00:00:00.123456789+05:30',
    '2024-01-01T00:00:00-00:00',
    '2024-01-01T00:00:00+24:00',
  ],
  ...[
    '2024-1-01T00:00:00Z',
    '2024-01-01T00:00:00z',
    '2024-01-01T00:00:00.Z',
    '+002024-01-01T00:00:00Z',
  ],
];
const OTHERS = [
  '',
  'N/A',
  'n/a',
  'no_information',
  'not_supported',
  'true',
  'TRUE',
  ' true',
  'yes',
  '"',
  '\r',
];
const ARNS = [
  'arn:aws:iam::111122223333:user/alice',
  'arn:aws:iam::444455556666:root',
  'arn:aws:iam::111122223333:root',
];
const oddCell = fc.record({
  row: fc.nat(4),
  column: fc.constantFrom(...CELLS),
  text: fc.constantFrom(...DATE_LIKE, ...OTHERS, ...ARNS),
});

const EXTRA = [
  'Access_Key_3_Active',
  'cert_3_active',
  'AdditionalCredentialInfo',
  'comment',
  'toString',
];
const extra = fc.record({
  row: fc.nat(4),
  column: fc.constantFrom(...EXTRA),
  text: fc.constantFrom('true', 'TRUE', 'false', 'N/A', 'n/a', '0', '1', ''),
});

const layout = fc.record({
  lineEnd: fc.constantFrom('\n', '\n', '\r\n'),
  lastLineEnd: fc.constantFrom('', '\n', '\r\n\r\n'),
  isQuoted: fc.constantFrom(
    needsQuotes,
    () => true,
    () => false,
  ),
  mark: fc.constantFrom('', '', '\ufeff'),
  isReversed: fc.boolean(),
});

const rarely = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 4, nil: undefined });
const often = fc.nat(4).map((drawn) => drawn > 0);

/** Runs on random accounts, written in all ways, of which some are damaged. */
export const runs: fc.Arbitrary<Run> = fc
  .record({
    question: questions,
    everybody: often,
    classes,
    tags: rarely(tags),
    isReadingTime: fc.nat(9).map((drawn) => drawn === 0),
    odd: fc.tuple(often, oddCell),
    extra: fc.tuple(often, extra),
    layout,
  })
  .map(({ question, odd: [isSound, odd], extra: [isPlain, extra], layout, ...others }) => {
    const rows = question.rows.map((row, at) => ({
      ...row,
      ...(!isSound && at === odd.row && { [odd.column]: odd.text }),
      ...(!isPlain && { [extra.column]: at === extra.row ? extra.text : 'false' }),
    }));
    const columns = [...new Set([...LIVE_COLUMNS, ...rows.flatMap(Object.keys)])];
    const { lineEnd, lastLineEnd, isQuoted: quoted, mark, isReversed } = layout;
    // Names with commas that are not quoted are told from ARNs beside them alone.
    const order = isReversed && quoted('a,b') ? columns.toReversed() : columns;
    const text = mark + csv(rows, { columns: order, lineEnd, lastLineEnd, quoted });
    return { ...question, ...others, rows, text };
  });

const controls = reportControls();

/** The report as the product reads it, or undefined where it refuses it. */
export function readRun({ text, asOf, isReadingTime, tags }: Run): CredentialReport | undefined {
  const facts = tags ? { userTags: { known: tags } } : {};
  const source = isReadingTime ? 'clock' : 'GeneratedTime';
  try {
    return parseReport(
      { content: bytes(text), caller: undefined, facts },
      { instant: asOf, source },
    );
  } catch (error) {
    if (error instanceof ReportError) return undefined;
    throw error;
  }
}

/** What a run leaves behind of the product's verdicts, of none where there was no report. */
export function evidenceOf(run: Run, report: CredentialReport | undefined): Evidence {
  const { text, tags, asOf, isReadingTime, everybody } = run;
  const selected = controls.map((control) => {
    const scope: Scope = {
      everybody,
      classes: run.classes.map(({ users, inputs }, at) => ({
        name: `class-${at}`,
        users,
        inputs: inputs && inputsOf(control, inputs),
        loosens: undefined,
      })),
    };
    return { control, inputs: inputsOf(control, run.inputs), scope };
  });
  const lines = selected.flatMap(({ control, inputs, scope }) =>
    (report ? evaluate(control, { inputs, scope }, report, []) : []).map(({ subject, status }) =>
      JSON.stringify({ profile: 'random', control: control.id, subject, status }),
    ),
  );
  return {
    report: bytes(text),
    facts: JSON.stringify(tags ? { userTags: { known: tags } } : {}),
    verdicts: lines.join('\n'),
    asOf,
    isReadingTime,
    controls: selected.map(({ control: { id }, inputs, scope }) => ({
      profile: 'random',
      id,
      inputs,
      scope,
      notRun: 0,
    })),
  };
}

/** What the second method says, or undefined where it does not understand the report. */
export function opinionOn(evidence: Evidence): Opinion | undefined {
  try {
    return secondOpinion(evidence);
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined;
    throw error;
  }
}
