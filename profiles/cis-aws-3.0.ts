import { profile } from 'iamspec';
import former from './cis-aws-1.4';

// Version 3.0.0 kept the numbers and the limits of 1.4.0 for all that concerns credentials.
export default profile({
  ...former,
  name: 'cis-aws-3.0',
  title: 'CIS AWS Foundations Benchmark v3.0.0, IAM credentials',
  source:
    'https://www.cisecurity.org/benchmark/amazon_web_services; ids held against those of Prowler (cis_3.0_aws), since the text is licensed',
  version: '3.0.0',
  heldAgainst: '2026-11-29',
});
