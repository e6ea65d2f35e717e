import { isMainThread } from 'node:worker_threads';

// Evidence holds user names, and kept code is run again: all that is written is its owner's alone, from the first
// file. A worker has its parent's mask.
/** The mask that the user had: loading this module takes it away. */
export const GIVEN_UMASK = isMainThread ? process.umask(0o077) : 0o077;
