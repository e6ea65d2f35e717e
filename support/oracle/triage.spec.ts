import * as fc from 'fast-check';
import { questions, readOrRefuse } from '../../tools/testing/oracle';
import { AS_OF } from '../../tools/testing/report';
import { type Besides, inactive, places } from '../../tools/testing/triage-oracle';
import { type CredentialReport, DAY, type Facts } from '../report';
import { triage } from '../result';
import { leavesOut, type Row } from './cells';

/**
 * Holds the ranking against `triage-oracle.ts`. To see it bite, change any figure, `>` or order of ties in
 * `support/result/triage*.ts`.
 */

const NAMES = ['alice', 'bob', 'ci-deploy', 'smith,john', 'constructor', '__proto__', 'gone'];
const root = 'arn:aws:iam::111122223333:root';
const arns = NAMES.map((name) => `arn:aws:iam::111122223333:user/${name}`);

const service = fc.record({
  userName: fc.constantFrom(...NAMES),
  service: fc.constantFrom('bedrock.amazonaws.com', 'codecommit.amazonaws.com'),
  active: fc.boolean(),
  createdAt: fc.constantFrom(-1, 0, 89, 90, 91, 365, 366).map((days) => AS_OF - days * DAY),
  expiresAt: fc.constantFrom(undefined, AS_OF + DAY),
});

const besides: fc.Arbitrary<Besides> = fc.record({
  administrators: fc.subarray(NAMES),
  virtualMfa: fc.subarray([root, ...arns]),
  services: fc.array(service, { maxLength: 5 }),
});

const SERVICES: Readonly<Record<string, string>> = { s3: 'iam', 'us-east-1': 'sts' };

/** The same rows with services that hand out rights among the others. */
function withServices(rows: readonly Row[]): readonly Row[] {
  return rows.map((row) => ({
    ...row,
    access_key_1_last_used_service: SERVICES[row.access_key_1_last_used_service ?? ''] ?? 'N/A',
  }));
}

// Up to four users, and root.
const order = fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 });

const accounts = fc.record({ question: questions, besides, order });

function facts({ administrators, virtualMfa, services }: Besides): Facts {
  return {
    administrators: {
      known: administrators.map((userName) => ({ userName, policies: ['AdministratorAccess'] })),
    },
    virtualMfaDevices: { known: virtualMfa.map((userArn) => ({ userArn })) },
    serviceSpecificCredentials: { known: services },
  };
}

function ranking(report: CredentialReport, known: Besides) {
  return triage({ ...report, facts: facts(known) });
}

type Account = typeof accounts extends fc.Arbitrary<infer T> ? T : never;

/** Of random accounts that are read; the others are held by the oracle of the controls. */
function ofEach(
  hold: (account: Account & { rows: readonly Row[]; report: CredentialReport }) => void,
) {
  fc.assert(
    fc.property(accounts, (account) => {
      const rows = withServices(account.question.rows);
      const report = readOrRefuse({ ...account.question, rows });
      fc.pre(report !== undefined);
      if (report) hold({ ...account, rows, report });
    }),
    { numRuns: 500 },
  );
}

test('every credential stands in the place, and has the points, that the raw cells give it', () => {
  ofEach(({ rows, report, question, besides: known }) => {
    const { ranked } = ranking(report, known);
    const byHand = places(rows, question.asOf, known).toSorted((a, b) => a.place - b.place);
    expect(
      ranked.map(({ rank, points, credential: { label } }) => ({ place: rank, label, points })),
    ).toEqual(byHand.map(({ place, label, points }) => ({ place, label, points })));
  });
});

test('no two share a place, each stands once, and the points are those of the reasons', () => {
  ofEach(({ report, besides: known }) => {
    const { ranked } = ranking(report, known);
    expect(ranked.map(({ rank }) => rank)).toEqual(ranked.map((_, index) => index + 1));
    expect(new Set(ranked.map(({ credential }) => credential.label)).size).toBe(ranked.length);
    for (const { points, reasons } of ranked) {
      expect(points).toBe(reasons.reduce((sum, each) => sum + each.points, 0));
    }
  });
});

test('what is inactive is counted, and whoever has credentials left out is named', () => {
  ofEach(({ rows, report, besides: known }) => {
    const found = ranking(report, known);
    expect(found.inactive).toBe(inactive(rows, known));
    expect(found.notRankable.map(({ user }) => user).sort()).toEqual(
      rows
        .filter(leavesOut)
        .map(({ user }) => user)
        .sort(),
    );
  });
});

test('the order of the rows changes nothing', () => {
  ofEach(({ rows, report, question, besides: known, order }) => {
    const shuffled = order.map((at) => rows[at]).filter((row) => row !== undefined);
    const again = readOrRefuse({ ...question, rows: shuffled });
    const brief = (each: CredentialReport | undefined) =>
      each &&
      ranking(each, known).ranked.map(({ credential, points }) => [credential.label, points]);
    expect(brief(again)).toEqual(brief(report));
  });
});
