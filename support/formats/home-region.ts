// As the AWS SDK has them, which the specs compare; what writes evidence loads no SDK.
const HOME_REGIONS: Readonly<Record<string, string>> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-north-1',
  'aws-eusc': 'eusc-de-east-1',
  'aws-iso': 'us-iso-east-1',
  'aws-iso-b': 'us-isob-east-1',
  'aws-iso-e': 'eu-isoe-west-1',
  'aws-iso-f': 'us-isof-south-1',
  'aws-us-gov': 'us-gov-west-1',
};

/** Of IAM in a partition; '' for one that is not known: better none than one of another. */
export function homeRegion(partition: string): string {
  return Object.hasOwn(HOME_REGIONS, partition) ? (HOME_REGIONS[partition] ?? '') : '';
}
