import { ExpectedError } from '../report';

/** A bundle cannot be used; the message says why. */
export class BundleError extends ExpectedError {
  override readonly name = 'BundleError';
}

/** Reads the files of a bundle that others may have made, from a disk or from a page. All methods throw BundleError. */
export interface BundleReader {
  /** What its messages call the bundle. */
  readonly directory: string;
  /** In the order of their characters, directories too. */
  readonly names: readonly string[];
  bytes(name: string): Uint8Array;
  /** Of UTF-8; what is none becomes U+FFFD. */
  text(name: string): string;
  /** In hexadecimal digits. */
  sha256(name: string): string;
  /** In bytes. */
  size(name: string): number;
}
