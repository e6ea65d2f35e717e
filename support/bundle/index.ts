export type { Content } from './blocks';
export {
  LAST_RUN,
  LATEST,
  latestOf,
  publishLast,
  publishLatest,
  withdrawLatest,
  writeBundle,
} from './bundle';
export { BundleFiles } from './bundle-files';
export { BundleError, type BundleReader } from './bundle-reader';
export { bundledFailures } from './bundled-failures';
export { derivedFiles } from './derived-files';
export { diffBundles } from './diff-bundles';
export { type FoundRun, findEarlier, sinceMended, withChanges } from './earlier-run';
export { bundlesIn } from './glance';
export { gzipped } from './gzip';
export { MANIFEST, manifest } from './manifest';
export type { Manifest } from './manifest-schema';
export { readPredecessor } from './named-run';
export { openOwnFile, ownDirectory, readOwnFile } from './own-directory';
export {
  linkTo,
  type Predecessor,
  type Successor,
  successorOf,
  withPredecessor,
  withPrevious,
} from './previous-run';
export { rewriteFile, writeNewFile, writePrivateFile } from './private-file';
export {
  bundledVerdicts,
  fileProblems,
  readManifest,
  readSnapshot,
  unzippedText,
} from './read-bundle';
export { readReference } from './reference';
export { type Retiring, retire } from './retire';
export { type RetiredRuns, readRetired } from './retired';
export { isSignedBy, publicKey, SIGNATURE, sign } from './signature';
export { isOfAnother, StoredRuns } from './stored-runs';
