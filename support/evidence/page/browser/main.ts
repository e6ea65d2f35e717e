import type { PageData } from '../data';
import { byId } from './dom';
import { DrillDown } from './drill-down';
import { open } from './store';
import { SubjectsTable } from './table';

const data: PageData = JSON.parse(byId('data', HTMLScriptElement).textContent ?? '');
document.documentElement.classList.add('script');
const store = open(data);
const table = new SubjectsTable(store);
new DrillDown(store, () => table.found);
