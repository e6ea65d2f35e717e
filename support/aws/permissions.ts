/**
 * The least IAM policy that an audit needs. `sts:GetCallerIdentity` needs no permission.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export const LEAST_POLICY = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['iam:GenerateCredentialReport', 'iam:GetCredentialReport'],
      Resource: '*',
    },
  ],
} as const;
