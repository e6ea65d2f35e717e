import type { AuditResult } from '../../../support/result';
import type { Row } from '../../testing/report';
import { ROOT, ROWS_BY_STORY, STORIES } from './account';
import { CHECK_IDS, CHECKS, type CheckId } from './checks';
import { DIFFERENCES } from './differences';
import { PEERS } from './peers';
import { AFTER, BEFORE } from './prose';

/** Users reported, by story; undefined where nothing public says, `none` where there is no rule. */
type Counts = ReadonlyMap<string, number | undefined> | 'none';

const NAMES = ['iamspec', ...PEERS.map(({ name }) => name)];
const STORY_NAMES = [...ROWS_BY_STORY.keys()];

/** Made from the account, judged by each profile with `judge`. Throws where a difference is not explained. */
export function comparePage(judge: (profile: string) => AuditResult): string {
  const results = new Map<string, AuditResult>();
  const judged = (profile: string) => {
    const result = results.get(profile) ?? judge(profile);
    results.set(profile, result);
    return result;
  };
  const all = CHECK_IDS.map(
    (id) => [id, [byIamspec(judged(CHECKS[id].profile), id), ...byPeers(id)]] as const,
  );
  return `${[
    BEFORE,
    '## The account',
    table(['users', 'how many', 'what is so of each'], accountRows()),
    '## What each reports, in users',
    table(['check', 'asked of iamspec', ...NAMES], all.map(totals)),
    'A dash: no check. "?": of some users nothing public says how the rule judges them; they are not counted.',
    '## Difference by difference',
    table(['check', 'users', ...NAMES, 'why', 'who is right'], all.flatMap(differences)),
    '## What was read',
    table(
      ['tool', 'what was read'],
      PEERS.map(({ name, read }) => [name, read]),
    ),
    table(['check', ...PEERS.map(({ name }) => name)], CHECK_IDS.map(sources)),
    AFTER,
  ].join('\n\n')}\n`;
}

function byIamspec({ results }: AuditResult, id: CheckId): Counts {
  const controls: readonly string[] = CHECKS[id].controls;
  const verdicts = results.filter((each) => controls.includes(each.id)).flatMap((r) => r.verdicts);
  const unsure = verdicts.filter(({ status }) => ['error', 'notReviewed'].includes(status));
  if (verdicts.length === 0 || unsure.length > 0) throw new Error(`${id} could not be judged`);
  const failed = new Set(verdicts.flatMap((v) => (v.status === 'failed' ? (v.arn ?? '') : [])));
  return count((row) => failed.has(row.arn ?? ''));
}

function byPeers(id: CheckId): readonly Counts[] {
  return PEERS.map(({ rules }) => {
    const rule = rules[id];
    return rule ? count(rule.reports) : 'none';
  });
}

function count(reports: (row: Row) => boolean | undefined): Counts {
  return new Map(
    [...ROWS_BY_STORY].map(([story, rows]) => {
      const known = rows.map(reports).filter((answer) => answer !== undefined);
      return [story, known.length === 0 ? undefined : known.filter(Boolean).length];
    }),
  );
}

type Judged = readonly [id: CheckId, counts: readonly Counts[]];

function totals([id, counts]: Judged): readonly string[] {
  const { title, profile, controls } = CHECKS[id];
  const shown = counts.map((each) => {
    if (each === 'none') return '-';
    const known = [...each.values()].filter((number) => number !== undefined);
    const sum = known.reduce((total, number) => total + number, 0);
    return known.length === each.size ? String(sum) : `${sum} ?`;
  });
  return [
    title,
    `\`${profile}\`: ${controls.map((control) => `\`${control}\``).join(', ')}`,
    ...shown,
  ];
}

function differences([id, counts]: Judged): readonly (readonly string[])[] {
  const explained = DIFFERENCES[id] ?? {};
  const differing = STORY_NAMES.filter((story) => differ(counts, story));
  const idle = Object.keys(explained).filter((story) => !differing.includes(story));
  if (idle.length > 0) throw new Error(`${id}: there is no difference about ${idle.join(', ')}`);
  return differing.map((story) => {
    const difference = explained[story];
    if (!difference) throw new Error(`${id}: the difference about ${story} is not explained`);
    const users = story === 'root' ? 'root' : `${STORIES[story]?.users} × \`${story}\``;
    const cells = counts.map((each) => (each === 'none' ? '-' : String(each.get(story) ?? '?')));
    return [CHECKS[id].title, users, ...cells, difference.why, difference.right];
  });
}

function differ(counts: readonly Counts[], story: string): boolean {
  const told = counts.flatMap((each) => (each === 'none' ? [] : (each.get(story) ?? [])));
  return new Set(told).size > 1;
}

function accountRows(): readonly (readonly string[])[] {
  const rows = Object.entries(STORIES).map(([name, { users, about }]) => [
    `\`${name}\``,
    String(users),
    about,
  ]);
  return [...rows, ['root', '1', ROOT]];
}

function sources(id: CheckId): readonly string[] {
  const links = PEERS.map(({ rules }) => {
    const rule = rules[id];
    return rule ? `[${rule.name}](${rule.source})` : '-';
  });
  return [CHECKS[id].title, ...links];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
