export { checkedGenerators } from './publish-generators';
export { parseS3Destination, publishToS3 } from './publish-s3';
export {
  productArn,
  publishToSecurityHub,
  readFindings,
  securityHubRegion,
} from './publish-security-hub';
