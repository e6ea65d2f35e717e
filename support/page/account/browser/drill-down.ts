import { splitFix } from '../../../result/split-fix';
import { STATUSES } from '../../../result/words';
import {
  byId,
  type Content,
  element,
  filled,
  isolated,
  severityBadge,
  statusBadge,
} from '../../kit/browser/dom';
import { linked, linkTo } from './link';
import { instant } from './records';
import { type Store, type SubjectRow, type Verdict, verdictsOf } from './store';

const FAILED = STATUSES.indexOf('failed');
const PARTIAL = 'Partial run: its filter left out verdicts, perhaps about this user too.';

/** The subjects that one can leaf through, and the address that leads back to them. */
interface Listing {
  readonly found: readonly SubjectRow[];
  readonly address: string;
}

/** Everything about one subject, open as long as the address of the page names it. */
export class DrillDown {
  private readonly store: Store;
  private readonly table: Listing;
  private readonly dialog = byId('drill-down', HTMLDialogElement);

  constructor(store: Store, table: Listing) {
    this.store = store;
    this.table = table;
    addEventListener('hashchange', () => this.follow());
    this.dialog.addEventListener('close', () => this.leave());
    this.dialog.addEventListener('click', ({ target }) => {
      if (target === this.dialog) this.dialog.close();
    });
    // On paper a modal dialog would be one page, the rest cut off.
    addEventListener('beforeprint', () => this.reopen('show'));
    addEventListener('afterprint', () => this.reopen('showModal'));
    this.follow();
  }

  private reopen(how: 'show' | 'showModal'): void {
    if (!this.dialog.open) return;
    this.dialog.close();
    this.dialog[how]();
  }

  private follow(): void {
    const subject = linked(this.store);
    if (!subject) {
      this.dialog.close();
      return;
    }
    this.dialog.replaceChildren(this.head(subject), ...body(this.store, subject));
    if (!this.dialog.open) this.dialog.showModal();
    this.dialog.scrollTop = 0;
    byId('drill-down-name', HTMLElement).focus();
  }

  // Closed by its own means, the address must not go on naming it.
  private leave(): void {
    if (!this.dialog.open && linked(this.store)) history.replaceState(null, '', this.table.address);
  }

  private head(subject: SubjectRow): HTMLElement {
    const list = this.table.found;
    const place = list.indexOf(subject);
    const close = element('button', { type: 'button', class: 'close' }, 'Close');
    close.addEventListener('click', () => this.dialog.close());
    return element(
      'header',
      { class: 'subject-head' },
      element('h2', { id: 'drill-down-name', tabindex: '-1' }, isolated(subject.name)),
      element(
        'nav',
        { 'aria-label': 'Users', class: 'leaf' },
        leaf('Previous', list[place - 1]),
        leaf('Next', place < 0 ? undefined : list[place + 1]),
        close,
      ),
      element('p', { class: 'arn' }, isolated(subject.arn)),
      ...(subject.owner === ''
        ? []
        : [element('p', {}, 'Owner: ', isolated(subject.owner), ` (${subject.ownerBy})`)]),
      element('p', { class: 'states' }, ...countsOf(subject)),
      ...(this.store.data.notRun > 0 ? [element('p', {}, PARTIAL)] : []),
    );
  }
}

function leaf(text: string, subject: SubjectRow | undefined): HTMLElement {
  const button = element('button', { type: 'button' }, text);
  button.disabled = subject === undefined;
  button.addEventListener('click', () => {
    // Not one more entry in the history for each that is passed by.
    if (subject) location.replace(linkTo(subject));
  });
  return button;
}

function countsOf({ counts }: SubjectRow): readonly Content[] {
  return STATUSES.flatMap((_status, place) => {
    const number = counts[place] ?? 0;
    if (number === 0) return [];
    return element('span', {}, element('strong', {}, String(number)), ' ', statusBadge(place));
  });
}

function body(store: Store, subject: SubjectRow): readonly Content[] {
  const verdicts = verdictsOf(store, subject);
  const own = verdicts.map((verdict) => entry(verdict, subject.name));
  const silent = subject.kind === 'other' ? [] : lookedAtNobody(store);
  return [
    own.length > 0
      ? element('ol', { class: 'verdicts' }, ...own)
      : element('p', {}, 'No control of this run says anything of it.'),
    ...(silent.length > 0
      ? [
          element('h3', { class: 'silent' }, 'Not checked for anybody in this run'),
          element('ol', { class: 'verdicts' }, ...silent),
        ]
      : []),
  ];
}

function entry({ control, status, severity, label, reason, fix, dueAt }: Verdict, name: string) {
  const head = element(
    'h3',
    { class: 'verdict-head' },
    statusBadge(status),
    element('span', { class: 'control' }, control.name),
    severityBadge(severity),
  );
  const due = status === FAILED ? 'failing since' : 'falls due';
  const about = [
    control.title,
    ...(dueAt === undefined ? [] : [`${due} ${instant(dueAt)}`]),
    ...control.requirements.map((id) => `requirement ${id}`),
  ];
  return element(
    'li',
    { class: 'verdict' },
    head,
    element('p', { class: 'reason' }, ...filled(reason, name)),
    ...(fix === undefined ? [] : [fixOf(fix, name)]),
    element('p', { class: 'meta' }, ...filled(label, name), ` · ${about.join(' · ')}`),
  );
}

function fixOf(fix: string, name: string): HTMLElement {
  return element('p', { class: 'fix' }, element('strong', {}, 'Fix '), ...fixText(fix, name));
}

function fixText(fix: string, name: string): readonly Content[] {
  const { words, commands } = splitFix(fix);
  const lines = commands.map((command) =>
    element('code', { class: 'command' }, ...filled(command, name)),
  );
  return [...filled(words, name), ...lines];
}

// What could not be checked for anybody was not checked for this one either.
function lookedAtNobody(store: Store): readonly HTMLElement[] {
  const open = [STATUSES.indexOf('error'), STATUSES.indexOf('notReviewed')];
  return store.subjects
    .filter(({ kind, arn }) => kind === 'other' && arn === '')
    .flatMap((subject) =>
      verdictsOf(store, subject)
        .filter(({ status }) => open.includes(status))
        .map((verdict) => entry(verdict, subject.name)),
    );
}
