export type {
  LocalAccount,
  LocalPasswordPolicy,
  LocalPrincipal,
  LocalServiceCredential,
  LocalUser,
  LocalVirtualMfaDevice,
} from './account';
export type { ActionName } from './actions';
export { reportAccount, reportOnly } from './report-account';
export type { ReportState } from './report-task';
export { DEMO_ACCOUNT_ID, type SampleCase, sampleAccount } from './sample-account';
export type { SampleOutcome } from './sample-stories';
export type { Script, Step } from './script';
export { type LocalIam, type LocalIamOptions, type RecordedRequest, startLocalIam } from './server';
