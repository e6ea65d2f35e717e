import { history as made } from '#page/assets';
import { formatInstant } from '../../report';
import { count, demoMark, gapTexts, type History, outcomeLine, outcomeWord } from '../../result';
import { assetsOf } from '../kit/assets';
import { documentOf } from '../kit/document';
import { Header, type Headline } from '../kit/glance';
import type { Element } from '../kit/jsx-runtime';
import { Fact, Lines, Section } from '../kit/parts';
import { Chain } from './chain';

const ASSETS = assetsOf(made);

/** See `historyPage`. */
export function write(history: History): Iterable<string> {
  const { account, chains } = history;
  const gaps = chains.flatMap(gapTexts);
  const told = [...history.problems.map(({ text }) => text), ...gaps, ...history.notes];
  const sections = chains.map(
    ({ profiles }, place) => [`chain-${place}`, profiles.join(', ') || 'no profile'] as const,
  );
  return documentOf(
    {
      title: `${demoMark(history)}${outcomeWord(history)}: history of account ${account}`,
      table: 'chain-0',
      header: (
        <Header
          headline={headline(history)}
          outcome={{ exitCode: history.exitCode, problems: [] }}
          isDemo={demoMark(history) !== ''}
          about={account}
          audited="History of IAM credentials"
          sections={[...(told.length > 0 ? [['problems', 'Problems'] as const] : []), ...sections]}
          notices={[]}
        >
          <Facts history={history} />
        </Header>
      ),
      main: [
        () => (
          <>
            {told.length > 0 && (
              <Section id="problems" title="What is not in order">
                <div class="card long">
                  <Lines class="remarks" lines={told.map((text) => text)} most={MOST} />
                </div>
              </Section>
            )}
          </>
        ),
        ...chains.map((chain, place) => () => <Chain chain={chain} id={`chain-${place}`} />),
      ],
      data: () => ({}),
    },
    ASSETS,
  );
}

const MOST = 200;

const HEADS = [
  { tone: 'passed', mark: '✓' },
  { tone: 'failed', mark: '✗' },
  { tone: 'error', mark: '!' },
] as const;

function headline(history: History): Headline {
  const { tone, mark } = HEADS[history.exitCode];
  const line = outcomeLine(history);
  const detail = line.slice(line.indexOf(':') + 2).replace(/ Exit \d\.$/, '');
  return { tone, mark, title: outcomeWord(history), detail };
}

function Facts({ history }: { readonly history: History }): Element {
  const { from, to, expected, chains } = history;
  const runs = chains.flatMap((chain) => chain.runs);
  const first = runs.reduce((least, { startedAt }) => Math.min(least, startedAt), to);
  return (
    <>
      <Fact name="Account">{history.account}</Fact>
      <Fact name="From">{formatInstant(from ?? first)}</Fact>
      <Fact name="To">{formatInstant(to)}</Fact>
      <Fact name="Runs">{count(runs.length, 'run')}</Fact>
      <Fact name="Expected">
        {expected === undefined ? 'as they come' : `every ${expected / 3_600_000} h`}
      </Fact>
    </>
  );
}
