import { byId } from '../../kit/browser/dom';
import { linkJumps } from '../../kit/browser/jumps';
import type { PageData } from '../data';
import { listFailures } from './control-failures';
import { DrillDown } from './drill-down';
import { listEverybody } from './everybody';
import { open } from './store';
import { subjectsTable } from './table';

const data: PageData = JSON.parse(byId('data', HTMLScriptElement).textContent ?? '');
document.documentElement.classList.add('script');
const store = open(data);
const table = subjectsTable(store);
new DrillDown(store, table);
listFailures(store);
listEverybody(store);
linkJumps();
