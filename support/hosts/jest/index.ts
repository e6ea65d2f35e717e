export { DAY } from '../../report';
export { credentialReport, type QueryableReport } from './credential-report';
