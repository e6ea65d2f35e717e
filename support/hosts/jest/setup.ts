import { type Control, evaluate, setControlHost, type Verdict } from '../../control';
import { asTest } from '../../result/as-test';
import { visible } from '../../result/visible';
import type { ProjectGlobals } from './config';
import { takeOver } from './handover';
import { matchers } from './matchers';

declare const iamspec: ProjectGlobals['iamspec'];

expect.extend(matchers);
setControlHost(declareTests);

function declareTests(control: Control): void {
  const selected = iamspec.controls[control.id];
  if (!selected) {
    throw new Error(
      `Control "${control.id}" is not selected by profile "${iamspec.profile}": it must be called ` +
        'as its file is, and be named in a profile.',
    );
  }
  const waivers = iamspec.waivers.flatMap(({ subjects, ...shared }) =>
    subjects.map((subject) => ({ ...shared, subject })),
  );
  const verdicts = evaluate(control, { ...selected, owners: iamspec.owners }, takeOver(), waivers);
  describe(control.id, () => {
    for (const verdict of verdicts) declareTest(verdict);
  });
}

function declareTest(verdict: Verdict): void {
  const { title, status, failureMessages } = asTest(verdict, visible);
  const declare = status === 'pending' ? test.skip : test;
  declare(title, () => {
    const message = failureMessages.join();
    // A stack would point here, which tells the reader nothing.
    if (status === 'failed') throw Object.assign(new Error(message), { stack: message });
  });
}
