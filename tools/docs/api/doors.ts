import { join } from 'node:path';
import { exports } from '../../../package.json';
import type { Door } from './api-page';

const ABOUT: Readonly<Record<string, string>> = {
  iamspec: 'To declare controls and profiles, and to judge a report in code of your own.',
  'iamspec/criteria':
    'What a check returns: each says whether one subject holds to one limit, and why.',
  'iamspec/samples': 'To prove a control in `controls/<id>.samples.ts`, on small accounts.',
  'iamspec/jest': 'For plain Jest files in `controls/`. It brings the types of Jest.',
  'iamspec/jest-config': 'For `jest.config.ts`, where `jest` itself is to run the audit.',
};

const TYPES = './dist/types/';

/** The doors of the package that are files of ours, in its own order; profiles are not. */
export function doors(root: string): readonly Door[] {
  return Object.entries(exports).flatMap(([path, door]) => {
    if (typeof door === 'string' || path.includes('*')) return [];
    const name = path.replace('.', 'iamspec');
    const about = ABOUT[name];
    if (about === undefined) throw new Error(`Nothing says what ${name} is for.`);
    const file = door.require.types.slice(TYPES.length).replace(/\.d\.ts$/, '.ts');
    return [{ name, file: join(root, file), about }];
  });
}
