import { readFileSync } from 'node:fs';
import { IAMClient } from '@aws-sdk/client-iam';
import { partition } from '@aws-sdk/core/client';
import { homeRegion } from './home-region';

// The SDK exports no list of its partitions, only the way from a region to one.
const source = readFileSync(require.resolve('@aws-sdk/core/client'), 'utf8');
const PARTITIONS = [...source.matchAll(/"?id"?: "(aws[\w-]*)"/g)].map(([, id = '']) => id);

test('the SDK knows partitions', () => {
  expect(PARTITIONS).toEqual(expect.arrayContaining(['aws', 'aws-cn', 'aws-eusc', 'aws-us-gov']));
});

test.each(PARTITIONS)('%s: the region is one of it, and that of its IAM', (id) => {
  const region = homeRegion(id);
  expect(partition(region)).toMatchObject({ name: id, description: expect.any(String) });
  const iam = new IAMClient({ region });
  const { properties } = iam.config.endpointProvider({ Region: region });
  expect(properties).toMatchObject({ authSchemes: [{ signingRegion: region }] });
});

test.each(['aws-new', 'constructor', ''])('%j, which nobody knows: none', (id) => {
  expect(homeRegion(id)).toBe('');
});
