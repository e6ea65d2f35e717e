import { profile } from 'iamspec';
import baseline from 'iamspec/profiles/baseline';

export default profile({
  name: 'house',
  title: 'House policy',
  extends: baseline,
  requirements: { rotation: { 'access-key-rotation': { maxAgeDays: 60 } } },
  classes: {
    machine: {
      users: ['/service/*', 'ci-*'],
      loosens: 'Machines exchange their keys with each release, twice a year.',
      controls: {
        'access-key-rotation': { maxAgeDays: 200 },
        'machine-user-without-password': { machineUsers: ['*'] },
      },
    },
  },
});
