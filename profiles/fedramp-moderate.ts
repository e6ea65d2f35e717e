import { profile } from 'iamspec';
import nist from './nist-800-53-r5';

function pick<T>(all: Readonly<Record<string, T>>, ids: readonly string[]): Record<string, T> {
  return Object.fromEntries(
    ids.map((id) => {
      const found = all[id];
      if (found === undefined) throw new Error(`there is no ${id} in ${nist.name}`);
      return [id, found];
    }),
  );
}

export default profile({
  name: 'fedramp-moderate',
  title: 'FedRAMP Rev. 5 Moderate baseline, IAM credentials',
  source:
    'https://github.com/GSA/fedramp-automation, FedRAMP_rev5_MODERATE-baseline_profile: of the requirements of ' +
    'nist-800-53-r5 those in the baseline; limits from ' +
    'https://docs.aws.amazon.com/config/latest/developerguide/operational-best-practices-for-fedramp-moderate.html',
  version: 'fedramp2.1.0-oscal1.0.4',
  heldAgainst: '2026-11-29',
  // Left out, as no part of the baseline: AC-3(7), AC-3(15) and AC-6(3).
  requirements: pick(nist.requirements, [
    'AC-2',
    'AC-2(1)',
    'AC-2(3)',
    'AC-3',
    'AC-6',
    'AC-6(2)',
    'AC-6(10)',
    'IA-2(1)',
    'IA-2(2)',
    'IA-2(6)',
    'IA-2(8)',
    'IA-5(1)',
  ]),
  notDecidable: pick(nist.notDecidable ?? {}, [
    'AC-2(7)',
    'AC-2(12)',
    'AC-5',
    'AC-7',
    'IA-2(5)',
    'IA-5(7)',
  ]),
});
