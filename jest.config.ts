/** @jest-config-loader esbuild-register */
import './support/typescript.cjs';
import type { Config } from 'jest';
import { jestConfig } from './support/hosts/jest/config';
import { currentRun } from './support/hosts/jest/run';

export default jestConfig(currentRun().plan) satisfies Config;
