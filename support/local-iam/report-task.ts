/** What `GenerateCredentialReport` may answer. */
export type ReportState = 'STARTED' | 'INPROGRESS' | 'COMPLETE';

/** AWS's one report per account: absent, being generated, or there. */
export class ReportTask {
  readonly #generationMs: number;
  #readyAt: number | undefined;

  constructor(generationMs: number) {
    this.#generationMs = generationMs;
  }

  generate(): ReportState {
    if (this.#readyAt === undefined || this.#readyAt === Number.POSITIVE_INFINITY) {
      this.#readyAt = performance.now() + this.#generationMs;
      return 'STARTED';
    }
    return this.ready ? 'COMPLETE' : 'INPROGRESS';
  }

  /** Takes over a scripted state, so that a built-in Get agrees with it. */
  announce(state: ReportState): void {
    this.#readyAt = state === 'COMPLETE' ? performance.now() : Number.POSITIVE_INFINITY;
  }

  get requested(): boolean {
    return this.#readyAt !== undefined;
  }

  get ready(): boolean {
    return this.#readyAt !== undefined && performance.now() >= this.#readyAt;
  }
}
