/** @jest-config-loader esbuild-register */
import { iamspec } from 'iamspec/jest-config';

export default iamspec();
