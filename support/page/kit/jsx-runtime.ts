import { renderToString } from '#page/preact';
import { visible } from './visible';

/** What `renderToString` takes: Preact's, which escapes every text and attribute. */
export interface Element {
  readonly type: unknown;
  readonly props: unknown;
}

/** What may stand inside an element. */
export type Child = Element | string | number | undefined | false | readonly Child[];

export { Fragment, jsx, jsxs } from '#page/preact';

/** Writes an element and what is in it as HTML that hides no character. */
export function html(element: Element): string {
  return visible(renderToString(element));
}

interface Attributes {
  readonly children?: Child;
  readonly id?: string;
  readonly class?: string | undefined;
  readonly role?: string;
  readonly tabindex?: 0;
  readonly [hyphenated: `${'aria' | 'data'}-${string}`]: string;
}

type Numbers<N extends string> = Readonly<Record<N, number>>;

interface Elements {
  readonly a: { readonly href: `#${string}` | `${string}/index.html` };
  readonly button: { readonly type: 'button' | 'reset' };
  readonly input: {
    readonly type: 'search';
    readonly placeholder: string;
    readonly autocomplete: 'off';
    readonly spellcheck: 'false';
  };
  readonly label: { readonly for: string };
  readonly line: Numbers<'x1' | 'x2' | 'y1' | 'y2'>;
  readonly option: { readonly value: string };
  readonly pattern: Numbers<'width' | 'height'> & {
    readonly patternUnits: 'userSpaceOnUse';
    readonly patternTransform: string;
  };
  readonly polyline: { readonly points: string };
  readonly rect: Numbers<'width' | 'height'> &
    Partial<Numbers<'x' | 'y'>> & { readonly fill?: `var(--${string})` | `url(#hatch-${string})` };
  readonly svg: {
    readonly viewBox?: string;
    readonly width?: number;
    readonly height?: number;
    readonly preserveAspectRatio?: 'none';
  };
  readonly text: Numbers<'x' | 'y'>;
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
  type ElementType = keyof IntrinsicElements | ((props: never) => Child);
}
