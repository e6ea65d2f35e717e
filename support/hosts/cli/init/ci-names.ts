/** The CI systems that `init` writes a pipeline for. */
export const CI_NAMES = ['github', 'gitlab', 'jenkins', 'codebuild'] as const;

/** One of `CI_NAMES`. */
export type CiName = (typeof CI_NAMES)[number];
