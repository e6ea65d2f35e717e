import type { BundleReader, Content } from '../../bundle';
import type { CatalogueEntry, Profile, Severity, Waiver } from '../../control';
import type { Instant } from '../../report';
import type { EarlierRun, PolicyFile } from '../../result';

/** What a bundle is held against. */
export interface Auditor {
  readonly account: string | undefined;
  /** In milliseconds; undefined = any age. */
  readonly maxAge: number | undefined;
  /** undefined = whichever of iamspec's own the run had. */
  readonly profiles: readonly Profile[] | undefined;
  readonly waivers: readonly Waiver[];
  readonly failOn: Severity;
  /** The run whose failures do not count; undefined = all do. */
  readonly reference: EarlierRun | undefined;
  readonly checker: Checker;
  readonly now: Instant;
  /** Whether the other method is asked, too. */
  readonly secondOpinion?: boolean;
}

/** The path of a file of the policy as evidence names it, and its SHA-256. */
export type HashedFile = Pick<PolicyFile, 'path' | 'sha256'>;

/** What checks: this code, on a machine or in a page, and the policy that it holds itself. */
export interface Checker {
  readonly isOurs: (tool: {
    readonly version: string;
    readonly commit: string | undefined;
  }) => boolean;
  readonly entries: readonly CatalogueEntry[];
  /** The names of all profiles here. */
  readonly profileNames: readonly string[];
  /** By name alone; undefined where there is none. */
  readonly profile: (name: string) => Profile | undefined;
  /** Of the id of an entry; several where files bear one name. */
  readonly controlFiles: (id: string) => readonly HashedFile[];
  /** Of a name among `profileNames`. */
  readonly profileFile: (name: string) => HashedFile;
  /** Whether a content, in UTF-8, is that of the SHA-256 that the manifest says of a file of the bundle. */
  readonly isOfHash: (
    content: Content,
    sha256: string,
    files: BundleReader,
    name: string,
  ) => boolean;
}
