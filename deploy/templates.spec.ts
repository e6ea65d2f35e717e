import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { LEAST_POLICY } from '../support/aws';
import { verdictsNdjson } from '../support/formats/verdicts-ndjson';
import { usersTable } from '../support/hosts/lambda/users-table';
import { FACTS } from '../support/report';
import { COLUMNS } from '../support/report/columns';
import { recordOf } from '../support/result';
import { makePlan, neededFacts } from '../support/run';
import { takeSettings } from '../support/run/settings';
import { machineText, SUBSTITUTIONS } from '../tools/testing/deploy';
import { reportOf, userRow } from '../tools/testing/report';
import { auditResult, controlResult, verdict } from '../tools/testing/result';
import { organizationTemplate } from './build';

const run = promisify(execFile);
const directory = mkdtempSync(join(tmpdir(), 'iamspec-templates-'));
afterAll(() => rmSync(directory, { recursive: true }));

const TEXTS = {
  organization: organizationTemplate(),
  'evidence-bucket': readFileSync(join(__dirname, 'evidence-bucket.yaml'), 'utf8'),
  'member-role': readFileSync(join(__dirname, 'member-role.yaml'), 'utf8'),
} as const;

/** What the translator of SAM needs where `aws cloudformation package` has not been. */
const TRANSLATE = `
import json, sys
from samtranslator.yaml_helper import yaml_parse
template = yaml_parse(sys.argv[1].replace('CodeUri: lambda/', 'CodeUri: s3://b/k').replace(
    'DefinitionUri: organization.asl.json', 'DefinitionUri: s3://b/k'))
if 'Transform' in template:
    from samtranslator.translator.transform import transform
    template = transform(template, {}, type('Policies', (), {'load': lambda self: {}})())
print(json.dumps(template))
`;
const python = {
  env: { ...process.env, AWS_DEFAULT_REGION: 'us-east-1' },
  encoding: 'utf8',
} as const;

function hasTranslator(): boolean {
  try {
    execFileSync('python3', ['-c', 'import samtranslator'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const onPath = (program: string) =>
  (process.env.PATH ?? '').split(delimiter).some((path) => existsSync(join(path, program)));
const linter = onPath('cfn-lint');
const translator = hasTranslator();
if (!linter) process.stderr.write('SKIPPED part of deploy/templates.spec.ts: no cfn-lint\n');
if (!translator)
  process.stderr.write('SKIPPED part of deploy/templates.spec.ts: no samtranslator\n');

const RESOURCE = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
});
const TEMPLATE = z.looseObject({ Resources: z.record(z.string(), RESOURCE) });
type Template = z.output<typeof TEMPLATE>;

async function translated(name: keyof typeof TEXTS): Promise<Template> {
  const { stdout } = await run('python3', ['-c', TRANSLATE, TEXTS[name]], python);
  return TEMPLATE.parse(JSON.parse(stdout));
}

function ofType({ Resources }: Template, type: string): readonly (readonly [string, object])[] {
  return Object.entries(Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([name, { Properties }]) => [name, Properties]);
}

const STATEMENT = z.looseObject({
  Effect: z.enum(['Allow', 'Deny']),
  Action: z.unknown(),
  Resource: z.unknown().optional(),
  Condition: z.unknown().optional(),
});
type Statement = z.output<typeof STATEMENT>;

/** All statements within, those under conditions included. */
function statementsIn(value: unknown): readonly Statement[] {
  const found = STATEMENT.safeParse(value);
  if (found.success) return [found.data];
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(statementsIn)
    : [];
}

const keyPolicy = (key: z.output<typeof RESOURCE> | undefined) => key?.Properties.KeyPolicy;

/** What `!Sub` of a text is, the names of parameters in angle brackets. */
const inserting = (text: string) => ({ 'Fn::Sub': text.replace(/<(.*?)>/g, '$${$1}') });

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
const NEED_ANY_RESOURCE = new Set([
  ...LEAST_POLICY.Statement.flatMap(({ Action }) => Action),
  'organizations:ListAccounts',
  'organizations:ListRoots',
  'logs:CreateLogDelivery',
  'logs:GetLogDelivery',
  'logs:UpdateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:DescribeResourcePolicies',
  'logs:DescribeLogGroups',
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
]);

const IF_NONE = { 's3:if-none-match': '*' } as const;

const CONDITION = z.strictObject({
  Null: z.record(z.string(), z.enum(['true', 'false'])).default({}),
  Bool: z.record(z.string(), z.enum(['true', 'false'])).default({}),
});

/**
 * Whether a condition of these two operators holds, all of it, of a request with these keys:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
function holds(condition: unknown, context: Readonly<Record<string, string>>): boolean {
  const { Null, Bool } = CONDITION.parse(condition);
  return (
    Object.entries(Null).every(([key, absent]) => String(context[key] === undefined) === absent) &&
    Object.entries(Bool).every(([key, value]) => context[key] === value)
  );
}

async function validate(name: string, text: string): Promise<void> {
  const main = require.resolve('asl-validator/dist/bin/asl-validator.js');
  writeFileSync(join(directory, name), text);
  await run(process.execPath, [main, '--json-path', join(directory, name)]);
}

describe('the state machine', () => {
  test('would not be valid if it went on nowhere', async () => {
    const text = machineText().replace('"Next": "Summarise"', '"Next": "Summarize"');
    await expect(validate('nowhere.json', text)).rejects.toThrow(/Summarize/);
  });

  test.each(['aws', 'aws-us-gov', 'aws-cn'])('is valid in %s', async (Partition) => {
    const text = machineText({ ...SUBSTITUTIONS, Partition });
    await validate(`${Partition}.json`, text);
    expect(text).not.toContain('${');
    if (Partition !== 'aws')
      expect(text.replace(/arn:aws:(?:lambda|sns)/g, '')).not.toContain('arn:aws:');
  });
});

(linter ? describe : describe.skip)('cfn-lint', () => {
  test('finds nothing wrong, not even a warning', async () => {
    const paths = Object.entries(TEXTS).map(([name, text]) => {
      const path = join(directory, `${name}.yaml`);
      writeFileSync(path, text);
      return path;
    });
    const { stdout } = await run('cfn-lint', ['--', ...paths]);
    expect(stdout).toBe('');
  });
});

(translator ? describe : describe.skip)('the templates, translated', () => {
  let all: Readonly<Record<keyof typeof TEXTS, Template>>;
  beforeAll(async () => {
    const [organization, bucket, role] = await Promise.all([
      translated('organization'),
      translated('evidence-bucket'),
      translated('member-role'),
    ]);
    all = { organization, 'evidence-bucket': bucket, 'member-role': role };
  });

  test('allow what they must, on the resources that it is about', () => {
    const roles = Object.values(all).flatMap((template) => ofType(template, 'AWS::IAM::Role'));
    expect(roles.map(([name]) => name).sort()).toEqual([
      'AuditAccountRole',
      'ListAccountsRole',
      'Role',
      'ScheduleRole',
      'StateMachineRole',
      'SummariseRole',
    ]);
    for (const [, properties] of roles) {
      const { Policies, ManagedPolicyArns } = Object(properties);
      expect(ManagedPolicyArns).toBeUndefined();
      const statements = statementsIn(Policies);
      expect(statements.length).toBeGreaterThan(0);
      for (const { Action, Resource } of statements) {
        const facts = JSON.stringify(Action) === '{"Ref":"FactActions"}';
        const anywhere = listOf(Resource).includes('*');
        const actions = listOf(Action);
        expect(actions.filter((action) => String(action).includes('*'))).toEqual([]);
        if (!facts && anywhere) {
          expect(actions.filter((action) => !NEED_ANY_RESOURCE.has(String(action)))).toEqual([]);
        }
      }
    }
  });

  test('let nobody in but the role of the function, in the organization', () => {
    const [[, role] = []] = ofType(all['member-role'], 'AWS::IAM::Role');
    expect(Object(role).AssumeRolePolicyDocument.Statement).toEqual([
      {
        Effect: 'Allow',
        Principal: { AWS: inserting('arn:<AWS::Partition>:iam::<AuditAccountId>:root') },
        Action: 'sts:AssumeRole',
        Condition: {
          ArnEquals: {
            'aws:PrincipalArn': inserting(
              'arn:<AWS::Partition>:iam::<AuditAccountId>:role/<AuditRoleName>',
            ),
          },
          StringEquals: { 'aws:PrincipalOrgID': { Ref: 'OrganizationId' } },
        },
      },
    ]);
    const statements = ofType(all.organization, 'AWS::IAM::Role').flatMap(([, properties]) =>
      statementsIn(Object(properties).Policies),
    );
    const assuming = statements.filter(({ Action }) => listOf(Action).includes('sts:AssumeRole'));
    expect(assuming).toEqual([
      expect.objectContaining({
        Resource: inserting('arn:<AWS::Partition>:iam::*:role/<MemberRoleName>'),
        Condition: { StringEquals: { 'aws:ResourceOrgID': { Ref: 'OrganizationId' } } },
      }),
    ]);
  });

  test('the StackSet deploys the member role as it is linted, with the role of the function', () => {
    const [[, stackSet] = []] = ofType(all.organization, 'AWS::CloudFormation::StackSet');
    const { TemplateBody, Parameters } = Object(stackSet);
    expect(String(TemplateBody).trim()).toBe(TEXTS['member-role'].trim());
    expect(Buffer.byteLength(TemplateBody)).toBeLessThan(51_200);
    expect(Parameters).toContainEqual({
      ParameterKey: 'AuditRoleName',
      ParameterValue: { Ref: 'AuditAccountRole' },
    });
  });

  test('keep everything encrypted, private, by TLS alone, and logs for a time', () => {
    const buckets = Object.values(all).flatMap((each) => ofType(each, 'AWS::S3::Bucket'));
    expect(buckets).toHaveLength(2);
    for (const [, properties] of buckets) {
      expect(properties).toMatchObject({
        BucketEncryption: { ServerSideEncryptionConfiguration: [expect.any(Object)] },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        LifecycleConfiguration: { Rules: [expect.objectContaining({ Status: 'Enabled' })] },
      });
    }
    expect(ofType(all['evidence-bucket'], 'AWS::S3::Bucket')).toEqual([
      ['Bucket', expect.objectContaining({ VersioningConfiguration: { Status: 'Enabled' } })],
    ]);
    const policies = Object.values(all).flatMap((each) => ofType(each, 'AWS::S3::BucketPolicy'));
    expect(policies).toHaveLength(2);
    for (const [, { PolicyDocument }] of policies.map(([name, each]) => [name, Object(each)])) {
      expect(PolicyDocument.Statement[0]).toMatchObject({
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      });
    }
    for (const [, topic] of ofType(all.organization, 'AWS::SNS::Topic')) {
      expect(topic).toMatchObject({ KmsMasterKeyId: expect.any(Object) });
    }
    const functions = ofType(all.organization, 'AWS::Lambda::Function');
    const groups = ofType(all.organization, 'AWS::Logs::LogGroup');
    expect(functions).toHaveLength(3);
    expect(groups).toHaveLength(4);
    for (const [, group] of groups) {
      expect(group).toMatchObject({ RetentionInDays: { Ref: 'LogRetentionDays' } });
    }
    // One that names no code of its own gets the whole directory from `aws cloudformation package`.
    expect(TEXTS.organization.match(/^ {6}CodeUri: lambda\/$/gm)).toHaveLength(3);
    for (const [name, properties] of functions) {
      expect(properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        LoggingConfig: { LogGroup: { Ref: `${name}Logs` } },
      });
    }
  });

  test('tell the state machine and the functions all that they ask for', () => {
    const [[, machine] = []] = ofType(all.organization, 'AWS::StepFunctions::StateMachine');
    const { DefinitionSubstitutions } = Object(machine);
    expect(Object.keys(DefinitionSubstitutions).sort()).toEqual(Object.keys(SUBSTITUTIONS).sort());
    const [[, listing] = []] = ofType(all.organization, 'AWS::Lambda::Function');
    const asked = readFileSync(
      join(__dirname, '..', 'support', 'hosts', 'lambda', 'stack.ts'),
      'utf8',
    ).matchAll(/(?:text|optional|list|number)\('([A-Z_]+)'/g);
    const variables = Object.keys(Object(listing).Environment.Variables);
    expect(variables.sort()).toEqual([...asked].map(([, name]) => name).sort());
  });

  test('watch executions, and start them on time', () => {
    const alarms = ofType(all.organization, 'AWS::CloudWatch::Alarm');
    expect(alarms.map(([, alarm]) => Object(alarm).MetricName).sort()).toEqual([
      'ExecutionsAborted',
      'ExecutionsFailed',
      'ExecutionsStarted',
      'ExecutionsTimedOut',
    ]);
    expect(alarms.map(([, alarm]) => alarm)).toContainEqual(
      expect.objectContaining({
        MetricName: 'ExecutionsStarted',
        ComparisonOperator: 'LessThanThreshold',
        TreatMissingData: 'breaching',
        EvaluationPeriods: { Ref: 'SilenceHours' },
      }),
    );
    const [[, schedule] = []] = ofType(all.organization, 'AWS::Scheduler::Schedule');
    expect(schedule).toMatchObject({
      ScheduleExpression: { Ref: 'ScheduleExpression' },
      ScheduleExpressionTimezone: { Ref: 'TimeZone' },
      Target: { DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['NotStarted', 'Arn'] } } },
    });
  });

  test('write to nothing but what each writes, and never to the list of a run', () => {
    const roles = new Map(ofType(all.organization, 'AWS::IAM::Role'));
    const written = (role: string) =>
      statementsIn(Object(roles.get(role)).Policies)
        .filter(({ Action }) => listOf(Action).includes('s3:PutObject'))
        .flatMap(({ Resource }) => listOf(Resource))
        .map((resource) => /\}(\/[^"]*)"/.exec(JSON.stringify(resource))?.[1]);
    expect(written('ListAccountsRole')).toEqual(['/runs/*/manifest.json', '/runs/*/accounts.json']);
    expect(written('AuditAccountRole')).toEqual([
      '/evidence/*',
      '/tables/users/*',
      '/tables/verdicts/*',
      '/runs/*/records/*',
    ]);
    expect(written('SummariseRole')).toEqual(['/organization/*', '/tables/accounts/*']);
    expect(written('StateMachineRole')).toEqual(['/runs/*/untold/*', '/maps/*']);
  });

  test('let two roles write the evidence, by their names, and keep what was overwritten', () => {
    const { Resources } = all['evidence-bucket'];
    const policies = [Resources.BucketPolicy?.Properties.PolicyDocument, keyPolicy(Resources.Key)];
    const letIn = policies
      .flatMap(statementsIn)
      .filter(({ Condition }) => 'ArnEquals' in Object(Condition));
    expect(letIn).toHaveLength(3);
    for (const { Condition } of letIn) {
      expect(Object(Condition).ArnEquals['aws:PrincipalArn']).toEqual(
        ['audit-account', 'summarise'].map((name) =>
          inserting(`arn:<AWS::Partition>:iam::<WriterAccountId>:role/<WriterName>-${name}`),
        ),
      );
    }
    expect(TEXTS['evidence-bucket']).not.toContain('ArnLike');
    const roles = ofType(all.organization, 'AWS::IAM::Role').map(([, role]) => Object(role));
    const names = roles.map(({ RoleName }) => RoleName);
    expect(names).toContainEqual(inserting('<Name>-audit-account'));
    expect(names).toContainEqual(inserting('<Name>-summarise'));
    const [rule] = Object(Resources.Bucket?.Properties.LifecycleConfiguration).Rules;
    expect(rule).toMatchObject({
      ExpirationInDays: { Ref: 'ExpireDays' },
      NoncurrentVersionExpiration: { NoncurrentDays: { Ref: 'ExpireDays' } },
    });
  });

  test.each<[what: string, context: Readonly<Record<string, string>>, denied: boolean]>([
    ['PutObject', { 's3:ObjectCreationOperation': 'true' }, true],
    ['PutObject if there is none', { 's3:ObjectCreationOperation': 'true', ...IF_NONE }, false],
    ['CreateMultipartUpload', { 's3:ObjectCreationOperation': 'false' }, false],
    ['UploadPart', { 's3:ObjectCreationOperation': 'false' }, false],
    ['CompleteMultipartUpload', { 's3:ObjectCreationOperation': 'true' }, true],
    [
      'CompleteMultipartUpload if there is none',
      { 's3:ObjectCreationOperation': 'true', ...IF_NONE },
      false,
    ],
    ['CopyObject', { 's3:ObjectCreationOperation': 'true' }, true],
  ])('%s, with %j, is denied of evidence: %s', (_, context, denied) => {
    const policy = all['evidence-bucket'].Resources.BucketPolicy?.Properties.PolicyDocument;
    const [deny, ...more] = statementsIn(policy).filter(
      ({ Effect, Action }) => Effect === 'Deny' && Action === 's3:PutObject',
    );
    expect(more).toEqual([]);
    expect(deny).toMatchObject({ Principal: '*' });
    expect(holds(deny?.Condition, context)).toBe(denied);
  });

  test('and that is so below all that the functions may write in the bucket', () => {
    const { Resources } = all['evidence-bucket'];
    const prefixes = (sid: string) =>
      statementsIn(Resources.BucketPolicy?.Properties.PolicyDocument)
        .filter(({ Sid }) => Sid === sid)
        .flatMap(({ Resource }) => listOf(Resource))
        .map((resource) => /\}(\/[^"]*)"/.exec(JSON.stringify(resource))?.[1]);
    expect(prefixes('NeverOverwrite')).toEqual(['/evidence/*', '/organization/*', '/tables/*']);
    expect(prefixes('WritersPut')).toEqual(prefixes('NeverOverwrite'));
  });

  test.each([
    ['', true],
    ['iam:GetAccountSummary', true],
    ['iam:GetAccountSummary,iam:ListVirtualMFADevices', true],
    ['iam:*', false],
    ['iam:Get*', false],
    ['*', false],
    ['iam:CreateUser', false],
    ['iam:GetAccountSummary,s3:GetObject', false],
  ])('take "%s" as actions of facts: %s', (actions, accepted) => {
    for (const template of [all.organization, all['member-role']]) {
      const { FactActions } = Object(template.Parameters);
      expect(new RegExp(`^(?:${FactActions.AllowedPattern})$`).test(actions)).toBe(accepted);
    }
  });

  test('let only alarms of the account use the key, and nobody publish without TLS', () => {
    const key = statementsIn(keyPolicy(all.organization.Resources.NotificationKey));
    expect(key).toContainEqual(
      expect.objectContaining({
        Sid: 'Alarms',
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      }),
    );
    const policies = ofType(all.organization, 'AWS::SNS::TopicPolicy').map(([, each]) =>
      Object(each),
    );
    const topics = policies.flatMap(({ Topics }) => Topics.map(({ Ref }: { Ref: string }) => Ref));
    expect(topics.sort()).toEqual(['AccountTopic', 'DigestTopic']);
    for (const { Topics, PolicyDocument } of policies) {
      expect(PolicyDocument.Statement[0]).toEqual({
        Sid: 'TlsOnly',
        Effect: 'Deny',
        Principal: '*',
        Action: 'sns:Publish',
        Resource: Topics[0],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      });
    }
  });

  test('hold in every partition, and tag what can be tagged', () => {
    for (const [name, text] of Object.entries(TEXTS)) {
      expect([name, text.match(/arn:aws(?!:PrincipalArn)[:-].*/g)]).toEqual([name, null]);
    }
    const untagged = Object.values(all).flatMap(({ Resources }) =>
      Object.entries(Resources).flatMap(([name, { Type, Properties }]) =>
        TAGLESS.has(Type) || 'Tags' in Properties ? [] : [`${name} (${Type})`],
      ),
    );
    expect(untagged).toEqual([]);
  });
});

const TAGLESS = new Set([
  'AWS::S3::BucketPolicy',
  'AWS::SNS::TopicPolicy',
  'AWS::SNS::Subscription',
  // A schedule takes its tags from its group.
  'AWS::Scheduler::Schedule',
]);

const README = readFileSync(join(__dirname, 'README.md'), 'utf8');

describe('the guide', () => {
  test('names all actions of facts; the standard profile needs none', () => {
    expect(neededFacts(makePlan(takeSettings({})))).toEqual([]);
    const facts = neededFacts(makePlan(takeSettings({ IAMSPEC_PROFILE: 'all' })));
    const actions = new Set(facts.flatMap((fact) => FACTS[fact].actions));
    expect(README).toContain([...actions].sort().join(','));
  });

  test('reads every table as JSON, by a reader that is said to give what is there', () => {
    // https://docs.aws.amazon.com/athena/latest/ug/openx-json-serde.html says of the other that its
    // results can have too few rows, and nulls where there are none.
    const readers = [...README.matchAll(/SERDE '([^']*)'/g)].map(([, reader]) => reader);
    const tables = [...README.matchAll(/TABLE (\w+)/g)].map(([, table]) => table);
    expect(tables).toEqual(['iamspec_users', 'iamspec_accounts', 'iamspec_verdicts']);
    expect(readers).toEqual(tables.map(() => 'org.apache.hive.hcatalog.data.JsonSerDe'));
    expect(README).not.toMatch(/escapeChar|skip\.header|ignore\.malformed|use\.null/);
  });

  test('declares every key that is written, and its type', () => {
    const [user = ''] = usersTable({ report: reportOf(userRow('alice')) }, 'run');
    const typed = Object.entries(z.record(z.string(), z.unknown()).parse(JSON.parse(user))).map(
      ([name, value]) => [name, typeof value === 'boolean' ? 'boolean' : 'string'],
    );
    expect(Object.entries(columnsOf('iamspec_users'))).toEqual(typed);
    expect(Object.keys(columnsOf('iamspec_users')).slice(3)).toEqual(Object.keys(COLUMNS));

    const fields = Object.keys(orgRecord()).map((name) => name.toLowerCase());
    expect(Object.keys(columnsOf('iamspec_accounts')).sort()).toEqual([...fields, 'ou'].sort());

    const results = [controlResult('key-age', 'high', [verdict('alice', 'failed', 'too old')])];
    const [line = ''] = verdictsNdjson(auditResult({ results }));
    const verdictKeys = Object.keys(Object(JSON.parse(line))).map((key) => key.toLowerCase());
    expect(Object.keys(columnsOf('iamspec_verdicts'))).toEqual(verdictKeys);
  });

  test('names columns as Athena has them: in lower case, without dots, none by its place', () => {
    for (const table of ['iamspec_users', 'iamspec_accounts', 'iamspec_verdicts']) {
      for (const name of Object.keys(columnsOf(table))) {
        expect(name).toMatch(/^(?!_col\d)[a-z][a-z0-9_]*$/);
      }
    }
  });

  test('names no parameter that there is not', () => {
    const parameters = [...README.matchAll(/^ {2,4}.*?\b([A-Z][A-Za-z]+)=/gm)].map(
      ([, name]) => name,
    );
    const known = Object.values(TEXTS).join('\n');
    expect(parameters.length).toBeGreaterThan(4);
    for (const name of parameters) expect(known).toMatch(new RegExp(`^  ${name}:$`, 'm'));
  });
});

/** The columns of a table and their types; of what is nested, `nested`. */
function columnsOf(table: string): Readonly<Record<string, string>> {
  const [, ddl = ''] =
    new RegExp(`TABLE ${table} \\((.*?)\\)\nPARTITIONED`, 's').exec(README) ?? [];
  let flat = ddl;
  while (/<[^<>]*>/.test(flat)) flat = flat.replace(/\w+<[^<>]*>/g, 'nested');
  const columns = flat.split(',').map((column) => column.trim().replaceAll('`', '').split(' '));
  return Object.fromEntries(columns.map(([name = '', type = '']) => [name, type]));
}

/** A record of an account that was audited. */
function orgRecord() {
  const audited = auditResult();
  const account = { id: '111122223333', name: '', email: undefined, state: undefined };
  const files = { bundle: '', junit: '' };
  return recordOf({ ...account, ou: undefined, tags: undefined }, audited, files, 0);
}
