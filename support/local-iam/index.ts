export type {
  LocalAccount,
  LocalPasswordPolicy,
  LocalPrincipal,
  LocalServiceCredential,
  LocalUser,
  LocalVirtualMfaDevice,
} from './account';
export type { ActionName } from './actions';
export { type FaultOptions, type Faults, type FaultyCall, seededFaults } from './faults';
export type { LocalMember, LocalOrganization, LocalUnit } from './organization';
export { reportAccount, reportOnly } from './report-account';
export type { ReportState } from './report-task';
export { DEMO_ACCOUNT_ID, type SampleCase, sampleAccount } from './sample-account';
export { sampleManagementAccount, sampleOrganization } from './sample-organization';
export type { Script, Step } from './script';
export { type LocalIam, type LocalIamOptions, type RecordedRequest, startLocalIam } from './server';
export type { SampleOutcome } from './story';
