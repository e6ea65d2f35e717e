export { checkedGenerators } from './publish-generators';
export { parseS3Destination, publishToS3, s3Reader } from './publish-s3';
export {
  productArn,
  publishToSecurityHub,
  readFindings,
  securityHubRegion,
} from './publish-security-hub';
export { newestPublished, type S3Reader } from './published-runs';
