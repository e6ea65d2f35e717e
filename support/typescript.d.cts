/** The mask for new files that this process was given; it makes its own private ones. */
export const GIVEN_UMASK: number;
