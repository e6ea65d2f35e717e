// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
/** The least policy of an audit; `sts:GetCallerIdentity` needs none. */
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
