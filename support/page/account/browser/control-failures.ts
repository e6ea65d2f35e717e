import { count, STATUSES } from '../../../result/words';
import { element, filled, statusBadge } from '../../kit/browser/dom';
import { linkTo } from './link';
import { type Store, verdictAt } from './store';

const MOST = 50;
const BAD = [STATUSES.indexOf('error'), STATUSES.indexOf('failed')];

/** Lists in each control of the table, once it is opened, whom it fails and why. */
export function listFailures(store: Store): void {
  for (const details of document.querySelectorAll<HTMLDetailsElement>('details[data-control]')) {
    details.addEventListener('toggle', () => fill(store, details), { once: true });
  }
}

function fill(store: Store, details: HTMLDetailsElement): void {
  const control = Number(details.dataset.control);
  const lines: HTMLElement[] = [];
  let more = 0;
  for (const subject of store.subjects) {
    for (let index = subject.from; index < subject.to; index++) {
      if (store.data.verdicts.controls[index] !== control) continue;
      if (!BAD.includes(Number(store.data.verdicts.statuses[index]))) continue;
      if (lines.length === MOST) {
        more++;
        continue;
      }
      for (const { status, reason } of verdictAt(store, index)) {
        const text = filled(reason, subject.name).map((part) =>
          typeof part === 'string' ? part : element('a', { href: linkTo(subject) }, part),
        );
        lines.push(element('li', {}, statusBadge(status), ' ', ...text));
      }
    }
  }
  if (lines.length === 0) return;
  const id = store.data.controls[control]?.id ?? '';
  const all = `#users?${new URLSearchParams({ control: id, status: 'failed' })}`;
  if (more > 0) {
    const link = element('a', { href: all }, `and ${count(more, 'failure')} more`);
    lines.push(element('li', {}, link));
  }
  details.append(element('ul', { class: 'failing' }, ...lines));
}
