import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  Scalar,
  YAMLMap,
  YAMLSeq,
} from 'yaml';
import { ConfigurationError, type Waiver } from '../control';
import { type Instant, messageOf } from '../report';
import { utcDay } from '../result';
import { readWaiverEntries, subjectLines } from './read-waivers';

/** A waivers file; `controls`: all ids, `now`: the clock. */
export interface WaiversText {
  readonly path: string;
  readonly yaml: string;
  readonly controls: readonly string[];
  readonly now: Instant;
}

/** Who answers for new waivers, why, and until when. */
export type WaiverTerms = Omit<Waiver, 'control' | 'subject'>;

/** Which waivers are wanted: the subjects of each control, in the words of the file. */
export type WaivedSubjects = ReadonlyMap<string, readonly string[]>;

/** A waivers file with more waivers: those that had expired were renewed, others still held as they were. */
export interface AddedWaivers {
  readonly yaml: string;
  readonly added: number;
  readonly renewed: number;
  readonly held: number;
}

/**
 * Adds a waiver for each subject; they join the entry that says the same of others. Comments are kept, entries and
 * the new subjects are sorted. Throws ConfigurationError where the file is wrong, or cannot be written anew.
 */
export function addWaivers(
  file: WaiversText,
  terms: WaiverTerms,
  subjects: WaivedSubjects,
): AddedWaivers {
  const wanted = new Set(
    [...subjects].flatMap(([control, all]) => all.map((each) => keyOf({ control, subject: each }))),
  );
  const former = entriesOf(file)
    .flat()
    .filter((waiver) => wanted.has(keyOf(waiver)));
  const [held, lapsed] = [new Set<string>(), new Set<Waiver>()];
  for (const waiver of former) {
    if (waiver.expires < file.now) lapsed.add(waiver);
    else held.add(keyOf(waiver));
  }
  const added = wanted.size - held.size;
  if (added === 0) return { yaml: file.yaml, added, renewed: 0, held: held.size };
  const base = { ...file, yaml: withoutKeys(file, new Set([...lapsed].map(keyOf))) };
  const news = new Map(
    [...subjects].map(([control, all]) => [
      control,
      [...new Set(all)].filter((subject) => !held.has(keyOf({ control, subject }))),
    ]),
  );
  const yaml = withEntries(base, terms, news);
  proveWritten({ ...file, yaml }, wanted);
  return { yaml, added, renewed: lapsed.size, held: held.size };
}

/** Takes waivers out, and entries that have no others; all else stays as it is. Throws as `addWaivers`. */
export function removeWaivers(file: WaiversText, waivers: Iterable<Waiver>): string {
  return withoutKeys(file, new Set([...waivers].map(keyOf)));
}

// Unique, since the file would be refused otherwise.
function keyOf({ control, subject }: Pick<Waiver, 'control' | 'subject'>): string {
  return JSON.stringify([control, subject]);
}

function entriesOf({ path, yaml, controls, now }: WaiversText) {
  return readWaiverEntries(yaml, path, controls, now);
}

function withoutKeys(file: WaiversText, keys: ReadonlySet<string>): string {
  if (keys.size === 0) return file.yaml;
  const stays = entriesOf(file).map((entry) => entry.map((waiver) => !keys.has(keyOf(waiver))));
  return edited(file, (maps) => {
    for (const [at, map] of maps.entries()) {
      const own = stays[at] ?? [];
      if (own.includes(true) && own.includes(false)) keepSubjects(map, own);
    }
    return maps.filter((_, at) => stays[at]?.includes(true));
  });
}

function keepSubjects(map: YAMLMap, stays: readonly boolean[]): void {
  const subjects = map.get('subjects', true);
  if (isSeq(subjects)) subjects.items = subjects.items.filter((_, at) => stays[at]);
  else if (isScalar(subjects)) {
    subjects.value = asText(subjectLines(String(subjects.value)).filter((_, at) => stays[at]));
  }
}

function withEntries(file: WaiversText, terms: WaiverTerms, subjects: WaivedSubjects): string {
  return edited(file, (maps, document) => {
    const all = [...maps];
    for (const [control, news] of subjects) {
      if (news.length === 0) continue;
      const said = fieldsOf(control, terms);
      const text = all.find((map) => saysTheSame(map, said))?.get('subjects', true);
      if (isScalar(text)) {
        text.value = asText([...subjectLines(String(text.value)), ...news].sort());
      } else all.push(newEntry(document, said, [...news].sort()));
    }
    return all
      .map((map) => ({ map, key: sortKey(map) }))
      .sort((one, other) => (one.key < other.key ? -1 : Number(one.key > other.key)))
      .map(({ map }) => map);
  });
}

type Said = Readonly<Record<string, string>>;

function fieldsOf(control: string, terms: WaiverTerms): Said {
  const { reason, owner, approvedBy, ticket, expires } = terms;
  const others = { ...(ticket !== undefined && { ticket }), expires: utcDay(expires) };
  return { control, reason, owner, approvedBy, ...others };
}

function newEntry(document: Document, said: Said, subjects: readonly string[]): YAMLMap {
  const map = new YAMLMap(document.schema);
  const text = new Scalar(asText(subjects));
  text.type = 'BLOCK_LITERAL';
  for (const [name, value] of Object.entries(said)) map.set(name, value);
  map.set('subjects', text);
  return map;
}

// A list is a person's, who may have commented on each of its items.
function saysTheSame(map: YAMLMap, said: Said): boolean {
  if (!isScalar(map.get('subjects', true))) return false;
  const own = map.items.length - 1;
  const names = Object.keys(said);
  return own === names.length && names.every((name) => map.get(name) === said[name]);
}

function sortKey(map: YAMLMap): string {
  const subjects = map.get('subjects', true);
  const list = isSeq(subjects) ? subjects.get(0) : (map.get('subject') ?? map.get('subjects'));
  return `${map.get('control')}\n${list}`;
}

function asText(subjects: readonly string[]): string {
  return `${subjects.join('\n')}\n`;
}

function edited(
  { path, yaml }: WaiversText,
  edit: (maps: readonly YAMLMap[], document: Document) => readonly YAMLMap[],
): string {
  const document: Document = parseDocument(yaml);
  const list = isSeq(document.contents) ? document.contents : new YAMLSeq(document.schema);
  const maps = list.items.filter((item) => isMap(item));
  if (maps.length < list.items.length) throw notEditable(path, 'it has an alias for a waiver');
  takeHead(document, maps[0]);
  const kept = edit(maps, document);
  for (const [at, map] of kept.entries()) map.spaceBefore = at > 0;
  if (kept.length === 0) return commentsOf(document);
  list.items = [...kept];
  document.contents = list;
  try {
    return document.toString({ lineWidth: 0 });
  } catch (error) {
    throw notEditable(path, messageOf(error));
  }
}

// Without contents, YAML would write null.
function commentsOf({ commentBefore, comment }: Document): string {
  const lines = [commentBefore, comment].filter(Boolean).join('\n\n').split('\n');
  return lines.map((line) => (line === '' ? '\n' : `#${line}\n`)).join('');
}

function notEditable(path: string, why: string): ConfigurationError {
  return new ConfigurationError([`${path} cannot be written anew: ${why}. Edit it by hand.`]);
}

// What stands above the first waiver is its comment, and goes where it goes; the rest is the file's.
function takeHead(document: Document, first: YAMLMap | undefined): void {
  const above = first?.commentBefore;
  if (!above) return;
  const end = above.lastIndexOf('\n\n');
  const isAlone = end === -1;
  const isOfFile = isAlone && above.trimStart().startsWith('yaml-language-server:');
  const head = isOfFile ? above : isAlone ? '' : above.slice(0, end);
  first.commentBefore = isOfFile ? null : isAlone ? above : above.slice(end + 2);
  document.commentBefore = [document.commentBefore, head].filter(Boolean).join('\n\n') || null;
}

// What was written is what is read, or nobody is excused.
function proveWritten(file: WaiversText, wanted: ReadonlySet<string>): void {
  const valid = entriesOf(file)
    .flat()
    .filter(({ expires }) => expires >= file.now);
  const found = new Set(valid.map(keyOf));
  const lost = [...wanted].find((key) => !found.has(key));
  if (lost !== undefined) throw notEditable(file.path, `${lost} would be read as something else`);
}
