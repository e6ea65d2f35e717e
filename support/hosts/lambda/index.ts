export { auditAccount, type Finished } from './audit-account';
export { type Listed, listAccounts } from './list-accounts';
export { selfTest } from './self-test';
export { type Summary, summarise } from './summarise';
