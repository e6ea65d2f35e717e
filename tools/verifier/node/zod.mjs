// zod as it is, but for the messages in forty languages, which are two thirds of it.
import { config } from '../../../node_modules/zod/v4/core/index.js';
import en from '../../../node_modules/zod/v4/locales/en.js';

config(en());
// It would compile its checks, which the policy of the page forbids.
config({ jitless: true });

export { prettifyError } from '../../../node_modules/zod/v4/core/index.js';
export * as z from './zod-parts.mjs';
