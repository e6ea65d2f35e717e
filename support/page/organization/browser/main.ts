import { byId } from '../../kit/browser/dom';
import { linkJumps } from '../../kit/browser/jumps';
import type { OrganizationData } from '../data';
import { accountsTable } from './table';

const data: OrganizationData = JSON.parse(byId('data', HTMLScriptElement).textContent ?? '');
document.documentElement.classList.add('script');
accountsTable(data);
linkJumps();
