/** The environment of a demo's child: without variables of AWS, npm and iamspec but those in `kept`. */
export function demoEnvironment(url: string, kept: readonly string[]): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => kept.includes(name) || !/^(?:AWS_|npm_|IAMSPEC_)/.test(name),
  );
  return {
    ...Object.fromEntries(own),
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'demo',
    AWS_SECRET_ACCESS_KEY: 'demo',
    // Neither a profile of the user nor an instance role may take part.
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

/** What a demo came to: what was not as planted, and the text to end with where nothing was. */
export interface DemoResult {
  readonly differences: readonly string[];
  readonly text: string;
}

/** Runs a demo to its end: exit 1 where it throws or finds differences. */
export async function runDemo(
  demo: () => Promise<DemoResult>,
  say: (text: string) => void,
): Promise<void> {
  try {
    const { differences, text } = await demo();
    if (differences.length === 0) return say(text);
    say(`NOT as expected:\n${differences.map((difference) => `  - ${difference}`).join('\n')}`);
  } catch (error) {
    say(`NOT as expected: ${error instanceof Error ? error.message : String(error)}`);
  }
  process.exitCode = 1;
}
