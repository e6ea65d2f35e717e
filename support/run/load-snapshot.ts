import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { asksForTags, isTagPattern } from '../control';
import { dated, type JudgePlan, type Loaded } from '../judge';
import {
  type AsOf,
  type Fact,
  type FactName,
  formatInstant,
  messageOf,
  offerInstant,
  ReportError,
  readSavedReport,
  resolveAsOf,
  type Snapshot,
} from '../report';
import { type OpenBundle, openBundle } from './bundle-policy';
import { lacksKeyIds, usersWithKeyFindings } from './key-ids';
import { type Plan, wantedFacts } from './plan';
import { POLICY_DIR } from './policy-places';
import type { Settings } from './settings';

interface ReportSource {
  readonly settings: Settings;
  readonly bundle?: OpenBundle | undefined;
  readonly notes?: readonly string[];
}

/** A saved report, or the live one with its facts. Throws FetchError, ReportError, BundleError. */
export async function loadSnapshot(
  { settings, bundle = openBundle(settings.report), notes: ofPolicy = [] }: ReportSource,
  facts: readonly FactName[],
  progress: (line: string) => void,
): Promise<Loaded> {
  if (bundle) return withNotes(await readBundle(bundle, settings), ofPolicy);
  const snapshot =
    settings.report === undefined
      ? await fetchLive(settings, facts, progress)
      : readSaved(settings.report);
  const readAt = Date.now();
  const loaded = dated(snapshot, readAt, settings.asOf);
  const offer = loaded.asOf.source === 'clock' ? offerInstant(settings.report ?? '') : [];
  return withNotes(loaded, [...offer, ...ofPolicy]);
}

// One call for each takes a while.
const MANY = 100;

/** All that a plan is to judge: as above, and of a live account the ids of keys with findings. */
export async function loadAccount(plan: Plan, progress: (line: string) => void): Promise<Loaded> {
  const loaded = withOwnerNote(await loadSnapshot(plan, wantedFacts(plan), progress), plan);
  if (!lacksKeyIds(loaded.snapshot)) return loaded;
  const names = usersWithKeyFindings(plan, loaded);
  if (names.size === 0) return loaded;
  const accessKeys = await askKeyIds(loaded.snapshot, names, plan.settings, progress);
  if ('known' in accessKeys) return withKeyIds(loaded, accessKeys);
  return withNotes(loaded, [`The findings name no ids of access keys: ${accessKeys.refused}`]);
}

/** Notes that tags are not known where they tell owners or excuse anybody: no verdict is an error for that. */
export function withOwnerNote(loaded: Loaded, { owners, waivers }: JudgePlan): Loaded {
  const { userTags } = loaded.snapshot.facts;
  if (userTags && 'known' in userTags) return loaded;
  const [isLive, byTag] = [
    userTags !== undefined,
    waivers.some((each) => isTagPattern(each.subject)),
  ];
  const why = userTags?.refused ?? 'a saved report does not tell the tags of users.';
  return withNotes(loaded, [
    ...(isLive && owners.some(asksForTags) ? [`Owners by tag are not known: ${why}`] : []),
    ...(byTag ? [`Waivers by tag excuse nobody here: ${why}`] : []),
  ]);
}

/** Asks IAM for the ids of the access keys of some users of a live account. */
export async function askKeyIds(
  snapshot: Snapshot,
  names: ReadonlySet<string>,
  { timeout }: Pick<Settings, 'timeout'>,
  progress: (line: string) => void,
): Promise<Fact<'accessKeys'>> {
  if (names.size > MANY) progress(`Asking IAM for the ids of the keys of ${names.size} users ...`);
  const { awsClients, fetchKeyIds } = await import('../aws');
  return fetchKeyIds(await awsClients(), snapshot, names, timeout);
}

/** The same snapshot, with what IAM said of ids. */
export function withKeyIds(loaded: Loaded, accessKeys: Fact<'accessKeys'>): Loaded {
  const { snapshot } = loaded;
  return { ...loaded, snapshot: { ...snapshot, facts: { ...snapshot.facts, accessKeys } } };
}

function withNotes({ snapshot, ...loaded }: Loaded, notes: readonly string[]): Loaded {
  return { ...loaded, snapshot: { ...snapshot, notes: [...snapshot.notes, ...notes] } };
}

// The SDK is slow to load. Its warning about next year's Node would stand in every CI log.
async function fetchLive(
  { timeout }: Settings,
  facts: readonly FactName[],
  progress: (line: string) => void,
): Promise<Snapshot> {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const { awsClients, fetchSnapshot } = await import('../aws');
  return fetchSnapshot({ clients: await awsClients(), timeout, facts, progress });
}

// At its own instant, with its own facts. Who made the calls then, it only claims.
async function readBundle(
  { files, manifest }: OpenBundle,
  { asOf: setting, failOn }: Settings,
): Promise<Loaded> {
  const { readSnapshot } = await import('../bundle');
  const path = files.directory;
  const saved = readSnapshot(files, manifest);
  if (!saved) throw new ReportError([`the run of ${path} could read no report, so there is none.`]);
  const readAt = Date.now();
  const { generatedTime } = saved.snapshot;
  const instant = setting ?? (generatedTime === undefined ? saved.asOf.instant : undefined);
  const asOf = sameInstant(saved.asOf, resolveAsOf(saved.snapshot, instant, readAt));
  const origin = { kind: 'file', path, format: 'bundle' } as const;
  const notes = [...saved.snapshot.notes, ...notBelieved(manifest, failOn)];
  return { asOf, snapshot: { ...saved.snapshot, caller: undefined, origin, notes }, readAt };
}

// Whoever made a bundle could have excused anything in it.
function notBelieved(
  { waivers, failOn }: OpenBundle['manifest'],
  own: Settings['failOn'],
): readonly string[] {
  return [
    ...(waivers.length === 0
      ? []
      : [
          `The bundle was judged with waivers of its own (${waivers.length}), which do not count here: ` +
            'only those of IAMSPEC_WAIVERS, --waivers or iamspec itself do.',
        ]),
    ...(isIgnored(OTHERS)
      ? [`${OTHERS} of this directory does not count where a bundle is read: --waivers names it.`]
      : []),
    ...(failOn === own
      ? []
      : [`The bundle was judged with failures counting from ${failOn} on; here from ${own} on.`]),
  ];
}

const OTHERS = join('profiles', 'waivers.yaml');

function isIgnored(name: string): boolean {
  return existsSync(resolve(name)) && resolve(name) !== join(POLICY_DIR, name);
}

function sameInstant(recorded: AsOf, resolved: AsOf): AsOf {
  if (recorded.instant === resolved.instant) return recorded;
  throw new ReportError([
    `the bundle was audited as of ${formatInstant(recorded.instant)}, which is neither its report's ` +
      'time nor what IAMSPEC_AS_OF says. Unset IAMSPEC_AS_OF, or audit its report.csv.',
  ]);
}

function readSaved(path: string): Snapshot {
  const { content, generatedTime, format } = readSavedReport(readBytes(path));
  return {
    content,
    generatedTime,
    origin: { kind: 'file', path: path === '-' ? 'standard input' : path, format },
    caller: undefined,
    facts: {},
    notes: [],
  };
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path === '-' ? 0 : path);
  } catch (error) {
    throw new ReportError([
      `IAMSPEC_REPORT is "${path}", which cannot be read: ${messageOf(error)}.`,
    ]);
  }
}
