/** How a control ends for a subject of the sample. */
export type SampleOutcome = 'passed' | 'failed' | 'notApplicable';

/** Ages in seconds before the report; without `used` it was never used. */
export interface KeyStory {
  active: boolean;
  rotated: number;
  used?: { age: number; region: string; service: string };
}

/** A row of the sample and what `baseline` must say of it. Ages in seconds before the report. */
export interface Story {
  user: string;
  story: string;
  path?: string;
  created: number;
  password?: { changed: number; used?: number };
  mfa?: true;
  key1?: KeyStory;
  key2?: KeyStory;
  cert1?: { active: boolean; age: number };
  cert2?: { active: boolean; age: number };
  /** What is left out is not applicable. */
  expect: {
    mfa?: SampleOutcome;
    password?: SampleOutcome;
    key1?: { used: SampleOutcome; rotated: SampleOutcome };
    key2?: { used: SampleOutcome; rotated: SampleOutcome };
  };
}

// The pieces that stories are made of: ages in seconds, uses of a key, keys, what is expected of them.
export const minutes = (count: number) => count * 60;
export const days = (count: number) => count * 86_400;
export const second = 1;

export const s3 = (age: number) => ({ age, region: 'N/A', service: 's3' });
export const ec2 = (age: number) => ({ age, region: 'eu-central-1', service: 'ec2' });
export const sts = (age: number) => ({ age, region: 'us-east-1', service: 'sts' });

export const active = (rotated: number, used?: KeyStory['used']): KeyStory =>
  used ? { active: true, rotated, used } : { active: true, rotated };
export const inactive = (rotated: number, used?: KeyStory['used']): KeyStory => ({
  ...active(rotated, used),
  active: false,
});

export const kept = { used: 'passed', rotated: 'passed' } as const;
export const idle = { used: 'failed', rotated: 'passed' } as const;
export const old = { used: 'passed', rotated: 'failed' } as const;
export const oldAndIdle = { used: 'failed', rotated: 'failed' } as const;
