/** The name at the end of an ARN. */
export const nameOf = (arn: string): string => arn.replace(/^.*\//, '');

/** The path before that name: `/` where it has none of its own. */
export const pathOf = (arn: string): string => arn.replace(/^[^/]*/, '').replace(/[^/]*$/, '');
