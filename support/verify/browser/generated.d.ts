declare module '#verify/policy' {
  /** A file of iamspec's policy, by its path, its SHA-256, and what it exports. */
  interface Shipped {
    readonly path: string;
    readonly sha256: string;
    readonly load: () => unknown;
  }
  export const controls: readonly Shipped[];
  export const profiles: readonly Shipped[];
}
