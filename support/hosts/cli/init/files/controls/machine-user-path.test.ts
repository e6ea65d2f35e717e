import { control } from 'iamspec';

// An example of a rule of your own: what differs from house to house is an input.
control({
  id: 'machine-user-path',
  title: 'Users of machines lie below the path of machines',
  severity: 'low',
  nist: ['AC-2', 'IA-4'],
  rationale: 'A path tells policies and people that no person stands behind a user.',
  remediation: 'Move the user: aws iam update-user --user-name <user> --new-path /service/',
  inputs: { path: '/service/' },
  subjects: (report) => report.users.filter(({ password }) => password === undefined),
  check: (user, { inputs }) => {
    const passed = user.path.startsWith(inputs.path);
    return {
      passed,
      measured: user.path,
      limit: inputs.path,
      reason: `${user.label} has no password and lies ${passed ? '' : 'not '}below ${inputs.path}: its path is ${user.path}.`,
    };
  },
});
