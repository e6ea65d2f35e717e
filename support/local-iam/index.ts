export type { LocalMember, LocalOrganization } from './organization';
export { reportAccount } from './report-account';
export { sampleAccount } from './sample-account';
export { sampleManagementAccount, sampleOrganization } from './sample-organization';
export type { Faults, Script, Step } from './script';
export { type LocalIam, type LocalIamOptions, startLocalIam } from './server';
