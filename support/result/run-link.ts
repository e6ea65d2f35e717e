/** A run as another one names it; `manifest`: the SHA-256 of the bytes of its manifest, in hexadecimal digits. */
export interface RunLink {
  readonly runId: string;
  readonly manifest: string;
}
