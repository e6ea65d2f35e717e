import { profile } from 'iamspec';
import nist from './nist-800-171-r2';

/** The domain of CMMC by the family of NIST SP 800-171. */
const DOMAINS: Readonly<Record<string, string>> = {
  '3.1': 'AC',
  '3.3': 'AU',
  '3.4': 'CM',
  '3.5': 'IA',
  '3.7': 'MA',
};

function numbered<T>(all: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(all).map(([id, value]) => {
      const domain = DOMAINS[id.replace(/\.\d+$/, '')];
      if (domain === undefined) throw new Error(`the domain of ${id} in ${nist.name} is not known`);
      return [`${domain}.L2-${id}`, value];
    }),
  );
}

export default profile({
  name: 'cmmc-2.0-l2',
  title: 'CMMC 2.0 Level 2, IAM credentials',
  source:
    'https://www.ecfr.gov/current/title-32/subtitle-A/chapter-I/subchapter-G/part-170, 170.14(c): Level 2 asks for ' +
    'NIST SP 800-171 Rev. 2, whose numbers it takes; mapping and limits from nist-800-171-r2',
  version: '2.0',
  heldAgainst: '2026-11-29',
  requirements: numbered(nist.requirements),
  notDecidable: numbered(nist.notDecidable ?? {}),
});
