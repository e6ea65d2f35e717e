import { byId } from '../../../evidence/page/browser/dom';
import type { OrganizationData } from '../data';
import { open } from './store';
import { AccountsTable } from './table';

const data: OrganizationData = JSON.parse(byId('data', HTMLScriptElement).textContent ?? '');
document.documentElement.classList.add('script');
new AccountsTable(open(data), data.controls);
