import { byId } from '../../kit/browser/dom';
import type { PageData } from '../data';
import { DrillDown } from './drill-down';
import { open } from './store';
import { subjectsTable } from './table';

const data: PageData = JSON.parse(byId('data', HTMLScriptElement).textContent ?? '');
document.documentElement.classList.add('script');
const store = open(data);
const table = subjectsTable(store);
new DrillDown(store, () => table.found);
