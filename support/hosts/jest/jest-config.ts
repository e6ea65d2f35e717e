import type { Config } from 'jest';
import '../before';
import { jestConfig } from './config';
import { currentRun } from './run';

/** The configuration by which `jest` itself runs the audit: projects, reporter and global setup. @throws PlanError */
export function iamspec(): Config {
  return jestConfig(currentRun().plan);
}
