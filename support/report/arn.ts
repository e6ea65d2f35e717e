/** The ARN of a user, or of root, which has no `userName`. */
export interface IamArn {
  readonly partition: string;
  readonly accountId: string;
  readonly path: string;
  readonly userName: string | undefined;
}

// Names: https://docs.aws.amazon.com/IAM/latest/APIReference/API_User.html (UserName, Path).
const IAM_ARN =
  /^arn:(aws(?:-[a-z]+)*):iam::(\d{12}):(?:root|user(\/(?:[\x21-\x7e]{1,510}\/)?)([\w+=,.@-]{1,64}))$/;

/** Reads the ARN of a user or of root (no `userName`); undefined where the text is neither. */
export function parseArn(text: string): IamArn | undefined {
  const [, partition, accountId, path = '/', userName] = IAM_ARN.exec(text) ?? [];
  if (partition === undefined || accountId === undefined) return undefined;
  return { partition, accountId, path, userName };
}
