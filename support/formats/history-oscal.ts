import { exactInstant, formatInstant } from '../report';
import {
  type ChainHistory,
  type ControlHistory,
  count,
  demoMark,
  gapTexts,
  type History,
  outcomeLine,
  percent,
  sharesIn,
  sinceText,
  spanText,
} from '../result';
import { some } from './oscal-findings';
import { accountUuids } from './oscal-subjects';
import { markup, oneLine, props, token } from './oscal-text';

/**
 * OSCAL Assessment Results 1.2.1 of NIST about a period: one result, from its start to its end, with an observation for
 * each control of each chain, each gap and whatever is wrong with a chain, and an attestation of what they come to.
 * https://pages.nist.gov/OSCAL-Reference/models/v1.2.1/assessment-results/json-reference/
 */
export function historyOscal(history: History): string {
  const { account, to, chains, problems } = history;
  const uuid = accountUuids(account);
  const start = history.from ?? earliest(history);
  const period = `${exactInstant(start)}/${exactInstant(to)}`;
  const context: Context = {
    uuid: (...name) => uuid('history', period, ...name),
    account: uuid('account'),
    tool: uuid('tool'),
    to,
  };
  const title = markup(
    `${demoMark(history)}History of the IAM credentials of AWS account ${account}`,
  );
  const ids = [
    ...new Set(chains.flatMap(({ controls }) => controls.map(({ control }) => token(control)))),
  ];
  const document = {
    uuid: context.uuid('document'),
    metadata: {
      title,
      'last-modified': formatInstant(to),
      version: oneLine(period),
      'oscal-version': '1.2.1',
    },
    'import-ap': { href: `#${uuid('plan', ...chains.flatMap(({ profiles }) => profiles))}` },
    results: [
      {
        uuid: context.uuid('result'),
        title,
        description: markup(outcomeLine(history)),
        start: formatInstant(start),
        end: formatInstant(to),
        props: props({
          'exit-code': history.exitCode,
          'expected-seconds': history.expected === undefined ? undefined : history.expected / 1000,
        }),
        'local-definitions': {
          components: [accountComponent(history, context), toolComponent(context)],
        },
        'reviewed-controls': {
          'control-selections': [
            ids.length > 0
              ? { 'include-controls': ids.map((id) => ({ 'control-id': id })) }
              : { description: 'No control was run.' },
          ],
        },
        attestations: [{ parts: [attestation(history)] }],
        observations: some([
          ...chains.flatMap((chain) =>
            chain.controls.map((each) => ofControl(each, chain, context)),
          ),
          ...chains.flatMap((chain) =>
            gapTexts(chain).map((text) => observation({ name: 'gap', text, facts: {} }, context)),
          ),
          ...problems.map(({ kind, text }) =>
            observation({ name: kind, text, facts: {} }, context),
          ),
        ]),
      },
    ],
    'back-matter': {
      resources: [
        {
          uuid: uuid('plan', ...chains.flatMap(({ profiles }) => profiles)),
          title: 'Assessment plan: the profiles of the runs',
          description: markup(
            chains.map(({ profiles }) => profiles.join(', ')).join('; ') || 'none',
          ),
        },
      ],
    },
  };
  return `${JSON.stringify({ 'assessment-results': document })}\n`;
}

interface Context {
  readonly uuid: (...name: readonly string[]) => string;
  readonly account: string;
  readonly tool: string;
  readonly to: number;
}

function earliest({ chains, to }: History): number {
  return chains
    .flatMap(({ runs }) => runs[0]?.startedAt ?? [])
    .reduce((a, b) => Math.min(a, b), to);
}

function accountComponent({ account }: History, { account: uuid }: Context): object {
  return {
    uuid,
    type: 'service',
    title: markup(`AWS account ${account}`),
    description: 'The account whose credentials were judged.',
    status: { state: 'operational' },
  };
}

function toolComponent({ tool }: Context): object {
  return {
    uuid: tool,
    type: 'software',
    title: 'iamspec',
    description: 'Judged the credentials.',
    status: { state: 'operational' },
  };
}

function attestation(history: History): object {
  return {
    name: 'assertion',
    title: 'What the runs of the period come to',
    prose: markup(
      [outcomeLine(history), ...history.chains.map(chainText), ...history.notes].join(' '),
    ),
  };
}

function chainText({ profiles, runs, longest }: ChainHistory): string {
  const complete = runs.filter(({ isComplete }) => isComplete).length;
  return `${profiles.join(', ')}: ${count(runs.length, 'run')}, ${complete} complete, at most ${spanText(longest)} apart.`;
}

function ofControl(
  { profile, control, points, failingSince, mended, open, ...times }: ControlHistory,
  { profiles }: ChainHistory,
  context: Context,
): object {
  const { first, last, lowest } = sharesIn(points);
  const waived = open.filter(({ isWaived }) => isWaived).length;
  const facts = {
    profile,
    control,
    runs: points.length,
    'first-share': first,
    'last-share': last,
    'lowest-share': lowest,
    'failing-since': failingSince && exactInstant(failingSince.startedAt),
    mended: mended.length,
    'median-seconds-to-mend':
      times.medianToMend === undefined ? undefined : times.medianToMend / 1000,
    'worst-seconds-to-mend': times.worstToMend === undefined ? undefined : times.worstToMend / 1000,
    open: open.length - waived,
    waived,
  };
  const text =
    `${control}: compliant ${percent(first)} in the first of ${count(points.length, 'run')}, ${percent(last)} in the last, ` +
    `${percent(lowest)} at the lowest; fails since ${sinceText(failingSince)}; ${mended.length} mended in ` +
    `${spanText(times.medianToMend)} (median), ${spanText(times.worstToMend)} (worst); ${open.length - waived} open, ${waived} waived.`;
  return observation(
    { name: `${profiles.join()} ${profile ?? ''} ${control}`, text, facts },
    context,
  );
}

interface Told {
  readonly name: string;
  readonly text: string;
  readonly facts: Parameters<typeof props>[0];
}

function observation({ name, text, facts }: Told, { uuid, account, tool, to }: Context): object {
  return {
    uuid: uuid('observation', name, text),
    title: markup(name),
    description: markup(text),
    props: some(props(facts)),
    methods: ['TEST'],
    types: ['historic'],
    origins: [{ actors: [{ type: 'tool', 'actor-uuid': tool }] }],
    subjects: [{ 'subject-uuid': account, type: 'component' }],
    collected: formatInstant(to),
  };
}
