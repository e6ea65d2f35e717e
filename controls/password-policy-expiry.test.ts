import { control } from 'iamspec';
import { passwordsExpireWithin } from 'iamspec/criteria';

control({
  id: 'password-policy-expiry',
  title: 'The password policy makes passwords expire',
  severity: 'low',
  nist: ['IA-5(1)'],
  rationale:
    'Where a password is the only factor, an end to its life bounds how long a stolen one is useful.',
  remediation:
    'Set the whole policy in one call, since what is left out is reset: aws iam update-account-password-policy --max-password-age ...',
  inputs: { maxAgeDays: 90, evenWithoutPasswords: false },
  stricter: { evenWithoutPasswords: true },
  facts: ['passwordPolicy'],
  subjects: ({ passwords, account }, { inputs }) =>
    passwords.length > 0 || inputs.evenWithoutPasswords ? [account] : [],
  check: (_account, { inputs, facts }) =>
    passwordsExpireWithin(facts.passwordPolicy, inputs.maxAgeDays),
});
