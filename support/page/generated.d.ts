declare module '#page/preact' {
  type Element = import('./kit/jsx-runtime').Element;
  type Child = import('./kit/jsx-runtime').Child;
  type Make = (type: unknown, props: unknown, key?: string) => Element;
  /** Preact in one piece; its own types would bring those of the DOM into the whole project. */
  export const Fragment: (props: { readonly children?: Child }) => Element;
  export const jsx: Make;
  export const jsxs: Make;
  export const renderToString: (element: Element) => string;
}

declare module '#page/assets' {
  interface Made {
    readonly style: string;
    readonly script: string;
  }
  /** What each page wears and runs, as it is built. */
  export const account: Made;
  export const organization: Made;
  export const history: Made;
}
