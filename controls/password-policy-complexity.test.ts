import { control } from 'iamspec';
import { passwordComplexity } from 'iamspec/criteria';

control({
  id: 'password-policy-complexity',
  title: 'The password policy demands all classes of characters',
  severity: 'medium',
  nist: ['IA-5(1)'],
  rationale: 'Mixed characters widen the space that a guesser must search.',
  remediation:
    'Set the whole policy in one call, since what is left out is reset: aws iam update-account-password-policy --require-uppercase-characters --require-lowercase-characters --require-numbers --require-symbols ...',
  inputs: { evenWithoutPasswords: false },
  stricter: { evenWithoutPasswords: true },
  facts: ['passwordPolicy'],
  subjects: ({ passwords, account }, { inputs }) =>
    passwords.length > 0 || inputs.evenWithoutPasswords ? [account] : [],
  check: (_account, { facts }) => passwordComplexity(facts.passwordPolicy),
});
