import { accessKey, LONG_AGO, password, type Samples, YESTERDAY } from 'iamspec/samples';

// Accounts that pass and fail, each with the reason why: `npx iamspec check` judges them.
export const samples: Samples = [
  {
    why: 'has keys alone, and lies where machines do',
    users: { '/service/robot': accessKey(1, YESTERDAY) },
    verdicts: { robot: 'passed' },
  },
  {
    why: 'has keys alone, and lies among the people',
    users: { robot: accessKey(1, YESTERDAY) },
    verdicts: { robot: 'failed' },
  },
  {
    why: 'has no credentials at all, so nobody signs in as it',
    users: { idle: {} },
    verdicts: { idle: 'failed' },
  },
  {
    why: 'lies where the profile says that machines do',
    users: { '/machines/robot': accessKey(1, YESTERDAY) },
    inputs: { path: '/machines/' },
    verdicts: { robot: 'passed' },
  },
  {
    why: 'can sign in to the console, so it is of a person',
    users: { alice: password(LONG_AGO, YESTERDAY) },
    verdicts: { 'no subject': 'notApplicable' },
  },
];
