import { hash } from 'node:crypto';

/** What a page wears and runs. */
export interface Assets {
  readonly style: string;
  readonly script: string;
  /** The page runs this script and wears this style, and nothing else: nothing leaves it. */
  readonly policy: string;
}

/** With the policy that allows no other style and script. */
export function assetsOf({ style, script }: Pick<Assets, 'style' | 'script'>): Assets {
  const policy = [
    "default-src 'none'",
    `script-src ${source(script)}`,
    `style-src ${source(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return { style, script, policy };
}

function source(text: string): string {
  return `'sha256-${hash('sha256', text, 'base64')}'`;
}
