import { libraries } from './libraries';

/** What `renderToString` takes: Preact's, which escapes every text and attribute. */
export interface Element {
  readonly type: unknown;
  readonly props: unknown;
}

/** What may stand inside an element. */
export type Child = Element | string | number | undefined | false | readonly Child[];

export const { Fragment, jsx, jsxs } = libraries;

interface Attributes {
  readonly children?: Child;
  readonly id?: string;
  readonly class?: string;
  readonly role?: string;
  readonly tabindex?: 0;
  readonly [hyphenated: `${'aria' | 'data'}-${string}`]: string;
}

interface Elements {
  readonly a: { readonly href: `#${string}` };
  readonly button: { readonly type: 'button' | 'reset' };
  readonly input: {
    readonly type: 'search';
    readonly placeholder: string;
    readonly autocomplete: 'off';
    readonly spellcheck: 'false';
  };
  readonly label: { readonly for: string };
  readonly option: { readonly value: string };
  readonly pattern: Readonly<Record<'width' | 'height', number>> & {
    readonly patternUnits: 'userSpaceOnUse';
    readonly patternTransform: string;
  };
  readonly rect: Readonly<Record<'width' | 'height', number>> & { readonly x?: number };
  readonly svg: {
    readonly viewBox?: string;
    readonly width?: number;
    readonly height?: number;
    readonly preserveAspectRatio?: 'none';
  };
  readonly th: { readonly scope: 'col' | 'row' };
  readonly time: { readonly datetime: string };
}

type PlainElement =
  | ('article' | 'bdi' | 'br' | 'code' | 'dd' | 'defs' | 'details' | 'dialog' | 'div' | 'dl' | 'dt')
  | ('figcaption' | 'figure' | 'form' | 'h1' | 'h2' | 'h3' | 'h4' | 'header' | 'li' | 'nav')
  | ('noscript' | 'p' | 'search' | 'section' | 'select' | 'small' | 'span' | 'strong' | 'summary')
  | ('table' | 'tbody' | 'td' | 'thead' | 'title' | 'tr' | 'ul');

/** The elements of the page and their attributes: none that runs a script, styles or loads. */
export declare namespace JSX {
  interface ElementChildrenAttribute {
    readonly children: unknown;
  }
  interface IntrinsicAttributes {
    readonly key?: string;
  }
  type IntrinsicElements = { readonly [E in keyof Elements]: Elements[E] & Attributes } & {
    readonly [E in PlainElement]: Attributes;
  };
  type Element = import('./jsx-runtime').Element;
  /** A tag, or a component, which may also have nothing to show. */
  type ElementType = keyof IntrinsicElements | ((props: never) => Child);
}
