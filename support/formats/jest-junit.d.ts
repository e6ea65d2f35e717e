declare module 'jest-junit/constants' {
  export const DEFAULT_OPTIONS: Readonly<Record<string, string>>;
}

declare module 'jest-junit/utils/buildJsonResults.js' {
  export interface TemplateVariables {
    readonly displayName: string;
    readonly classname: string;
    readonly title: string;
  }

  export interface JestTestCase {
    readonly ancestorTitles: readonly string[];
    readonly title: string;
    readonly status: 'passed' | 'failed' | 'error' | 'pending';
    readonly failureMessages: readonly string[];
    /** Milliseconds. */
    readonly duration: number;
  }

  export interface JestTestSuite {
    readonly testFilePath: string;
    readonly displayName: string;
    readonly numFailingTests: number;
    readonly numPassingTests: number;
    readonly numPendingTests: number;
    /** Milliseconds since 1970-01-01T00:00:00Z. */
    readonly perfStats: { readonly start: number; readonly end: number };
    readonly testResults: readonly JestTestCase[];
  }

  /** One element as the package `xml` takes it: its attributes, or its children by their name. */
  export interface Element {
    _attr?: Record<string, string | number>;
    properties?: object;
  }

  export default function buildJsonResults(
    report: { readonly startTime: number; readonly testResults: readonly JestTestSuite[] },
    directory: string,
    options: Readonly<Record<string, unknown>>,
  ): { testsuites: [Element, ...{ testsuite: Element[] }[]] };
}

declare module 'xml' {
  export default function xml(
    tree: object,
    options?: { indent?: string; declaration?: boolean },
  ): string;
}
