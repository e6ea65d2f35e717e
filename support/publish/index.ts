export { checkedGenerators } from './publish-generators';
export { parseS3Destination, publishToS3 } from './publish-s3';
export { productArn, publishToSecurityHub, securityHubRegion } from './publish-security-hub';
export { readFindings } from './read-findings';
