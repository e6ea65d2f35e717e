// Elements of a .tsx file are made by the `jsx-runtime` beside it: here by that of the account's page.
export { Fragment, type JSX, jsx, jsxs } from '../../evidence/page/jsx-runtime';
