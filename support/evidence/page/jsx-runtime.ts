import { libraries } from './libraries';

/** What `renderToString` takes: Preact's, which escapes every text and attribute. */
export interface Element {
  readonly type: unknown;
  readonly props: unknown;
}

/** What may stand inside an element. */
export type Child = Element | string | number | undefined | false | readonly Child[];

export const { Fragment, jsx, jsxs } = libraries;

type Attribute = string | number | boolean | undefined;

interface Attributes {
  readonly children?: Child;
  readonly id?: string;
  readonly class?: string;
  readonly role?: string;
  readonly hidden?: boolean;
  readonly tabindex?: 0;
  readonly [hyphenated: `${'aria' | 'data'}-${string}`]: Attribute;
}

interface Elements {
  readonly a: { readonly href: `#${string}` };
  readonly button: { readonly type: 'button' | 'reset' };
  readonly details: { readonly open?: boolean };
  readonly dialog: object;
  readonly form: object;
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
  readonly td: { readonly colspan?: number };
  readonly th: { readonly scope: 'col' | 'row' | 'rowgroup'; readonly colspan?: number };
  readonly time: { readonly datetime: string };
}

type PlainElement =
  | 'article'
  | 'b'
  | 'bdi'
  | 'caption'
  | 'code'
  | 'dd'
  | 'defs'
  | 'div'
  | 'dl'
  | 'dt'
  | 'figcaption'
  | 'figure'
  | 'footer'
  | 'g'
  | 'h1'
  | 'h2'
  | 'h3'
  | 'h4'
  | 'header'
  | 'li'
  | 'main'
  | 'nav'
  | 'noscript'
  | 'ol'
  | 'p'
  | 'search'
  | 'section'
  | 'select'
  | 'small'
  | 'span'
  | 'strong'
  | 'summary'
  | 'table'
  | 'tbody'
  | 'thead'
  | 'title'
  | 'tr'
  | 'ul';

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
}
