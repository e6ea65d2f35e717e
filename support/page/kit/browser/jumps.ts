import { element } from './dom';

/** Makes links of what leads to a part that is there only with a script, by the fragment in `data-jump`. */
export function linkJumps(): void {
  for (const place of document.querySelectorAll<HTMLElement>('[data-jump]')) {
    place.append(element('a', { href: `#${place.dataset.jump}` }, ...place.childNodes));
  }
}
