import type { Facts } from '../../support/report';
import { AS_OF, makeReport } from './make-report';
import { median } from './measure';

// What is timed is what is shipped.
const {
  triageJson,
  triageText,
}: typeof import('../../support/formats') = require('../../dist/formats');
const {
  parseReport,
  resolveAsOf,
}: typeof import('../../support/report') = require('../../dist/report');
const { triage }: typeof import('../../support/result') = require('../../dist/result');

const USERS = 5000;
const ROUNDS = Number(process.env.ROUNDS ?? 5);

/** One in 20 is an administrator, one in 3 has a virtual device, one in 10 a service credential. */
function facts(): Facts {
  const every = (nth: number) =>
    Array.from({ length: USERS / nth }, (_, index) => `user-${index * nth}`);
  const credential = { service: 'bedrock.amazonaws.com', active: true, expiresAt: undefined };
  return {
    administrators: {
      known: every(20).map((userName) => ({ userName, policies: ['AdministratorAccess'] })),
    },
    virtualMfaDevices: {
      known: every(3).map((name) => ({ userArn: `arn:aws:iam::111122223333:user/${name}` })),
    },
    serviceSpecificCredentials: {
      known: every(10).map((userName) => ({ userName, createdAt: AS_OF, ...credential })),
    },
  };
}

const content = Buffer.from(makeReport(USERS));
const asOf = resolveAsOf({ generatedTime: AS_OF }, undefined, AS_OF);
const report = parseReport({ content, caller: undefined, facts: facts() }, asOf);
const origin = { kind: 'live', endpoint: undefined } as const;
const given = { content, generatedTime: AS_OF, caller: undefined, facts: report.facts, notes: [] };
const audited = { report, snapshot: { ...given, origin }, readAt: AS_OF };

const STAGES = {
  rank: () => triage(report),
  'rank, and show 20': () => triageText(audited, triage(report), { colors: false, limit: 20 }),
  'rank, and all as JSON': () => triageJson(audited, triage(report)),
};

const { ranked } = triage(report);
process.stdout.write(
  `Node ${process.version}, ${USERS} users, ${ranked.length} active credentials.\n\n`,
);
process.stdout.write(`| after the report is read | ms, median of ${ROUNDS} |\n|---|---|\n`);
for (const [stage, action] of Object.entries(STAGES)) {
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    action();
    return performance.now() - start;
  });
  process.stdout.write(`| ${stage} | ${median(times).toFixed(0)} |\n`);
}
