import { formatInstant } from '../../report';
import {
  type ChainHistory,
  type ControlHistory,
  count,
  type Point,
  percent,
  sharesIn,
  sinceText,
  spanText,
  subjectsText,
  utcDay,
} from '../../result';
import { TALLY_HEADS, VERDICTS } from '../kit/chart-card';
import { TALLY } from '../kit/drawing';
import type { Child, Element } from '../kit/jsx-runtime';
import { Heads, Lines, Section } from '../kit/parts';
import { Trend } from '../kit/trend';
import { Shares } from './shares';

const MOST_OPEN = 200;

/** The runs of the same profiles over time. */
export function Chain({
  chain,
  id,
}: {
  readonly chain: ChainHistory;
  readonly id: string;
}): Element {
  const { profiles, runs, longest, controls, requirements, waivers } = chain;
  const complete = runs.filter(({ isComplete }) => isComplete).length;
  const name = profiles.join(', ') || 'no profile';
  return (
    <Section
      id={id}
      title={name}
      lead={`${count(runs.length, 'run')} in the period, ${complete} complete; at most ${spanText(longest)} without a complete one. A share is passed / (passed + failed + waived) of the subjects that were judged.`}
    >
      <div class="cards">
        <Trend
          id={`${id}-trend`}
          last=""
          runs={runs.map(({ startedAt, exitCode, counts }) => ({
            ...counts,
            startedAt,
            exitCode,
            isEmpty: counts.passed + counts.failed + counts.error + counts.waived === 0,
            figures: [...TALLY.map((key) => counts[key]), counts.passed],
          }))}
          legend={VERDICTS}
          heads={[...TALLY_HEADS, 'passed']}
        />
        <Shares id={`${id}-shares`} controls={controls} />
      </div>
      <Table
        name={`controls of ${name}`}
        heads={[
          'Control',
          'First',
          'Last',
          'Lowest',
          'Fails since',
          'Mended',
          'Median',
          'Worst',
          'Open',
          'Waived',
        ]}
        rows={controls.map(controlCells)}
      />
      {requirements.length > 0 && (
        <Table
          name={`requirements of ${name}`}
          heads={['Requirement', 'First', 'Last', 'Lowest', 'Fails since']}
          rows={requirements.map(({ profile, requirement, points, failingSince }) => [
            `${profile} ${requirement}`,
            ...shares(points),
            sinceText(failingSince),
          ])}
        />
      )}
      <Open controls={controls} />
      {waivers.length > 0 && (
        <Table
          name={`waivers of ${name}`}
          heads={['Waived', 'Control', 'From', 'To', 'State', 'Last day', 'Approved by', 'Reason']}
          rows={waivers.map((span) => [
            subjectsText(span.waivers),
            span.control,
            utcDay(span.first.startedAt),
            utcDay(span.last.startedAt),
            span.state,
            utcDay(span.expires),
            span.approvedBy,
            span.reason,
          ])}
        />
      )}
    </Section>
  );
}

function controlCells({ control, points, failingSince, mended, open, ...times }: ControlHistory) {
  const waived = open.filter(({ isWaived }) => isWaived).length;
  return [
    control,
    ...shares(points),
    sinceText(failingSince),
    String(mended.length),
    spanText(times.medianToMend),
    spanText(times.worstToMend),
    String(open.length - waived),
    String(waived),
  ];
}

function shares(points: readonly Point[]): readonly string[] {
  const { first, last, lowest } = sharesIn(points);
  return [percent(first), percent(last), percent(lowest)];
}

function Table({
  name,
  heads,
  rows,
}: {
  readonly name: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}): Element {
  return (
    <section class="card scroll long" aria-label={`Table of ${name}`} tabindex={0}>
      <table class="listed-history">
        <Heads names={heads} />
        <tbody>
          {rows.map(([first, ...cells]) => (
            <tr>
              <th scope="row">
                <bdi>{first}</bdi>
              </th>
              {cells.map((cell) => (
                <td>
                  <bdi>{cell}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Open({ controls }: { readonly controls: readonly ControlHistory[] }): Child {
  const open = controls.flatMap((control) => control.open).sort((a, b) => a.from - b.from);
  if (open.length === 0) return false;
  return (
    <div class="card long">
      <h3>Open, the oldest first ({open.length})</h3>
      <Lines
        class="remarks"
        most={MOST_OPEN}
        lines={open
          .slice(0, MOST_OPEN + 1)
          .map(({ control, subject, from, isAtLeast, isWaived }) => (
            <>
              {formatInstant(from)}
              {isAtLeast && ' or before'}: <bdi>{subject}</bdi> ({control}){isWaived && ', waived'}
            </>
          ))}
      />
    </div>
  );
}
