import { ConfigurationError } from '../control';
import { readAccountsFile } from './accounts-file';

const read = (content: string) =>
  readAccountsFile(content, 'accounts.txt').map(({ id, name, state }) => [id, name, state]);
const A = '111122223333';
const B = '444455556666';

describe('readAccountsFile', () => {
  test.each<[string, string, (string | undefined)[][]]>([
    [
      'ids, one a line',
      `${A}\n${B}\n`,
      [
        [A, '', undefined],
        [B, '', undefined],
      ],
    ],
    [
      'comments, blank lines, spaces, CRLF, a BOM',
      `\uFEFF# ours\r\n ${A} \r\n\r\n${B} # the other\r\n`,
      [
        [A, '', undefined],
        [B, '', undefined],
      ],
    ],
    [
      'ids and names without a header',
      `${A},prod\n${B},dev`,
      [
        [A, 'prod', undefined],
        [B, 'dev', undefined],
      ],
    ],
    ['a CSV with a header', `Name,Email,Id\n"prod, EU",a@b,${A}`, [[A, 'prod, EU', undefined]]],
    ['a name with a # below a header', `id,name\n${A},team #1`, [[A, 'team #1', undefined]]],
    [
      'JSON ids',
      JSON.stringify([A, B]),
      [
        [A, '', undefined],
        [B, '', undefined],
      ],
    ],
    [
      'JSON objects',
      JSON.stringify([{ id: A, name: 'prod' }, { id: B }]),
      [
        [A, 'prod', undefined],
        [B, '', undefined],
      ],
    ],
    [
      'what the AWS CLI prints',
      JSON.stringify({
        Accounts: [
          {
            Id: A,
            Arn: 'arn',
            Name: 'prod',
            Status: 'ACTIVE',
            State: 'ACTIVE',
            JoinedTimestamp: 1,
          },
          { Id: B, Name: 'old', Status: 'SUSPENDED' },
        ],
      }),
      [
        [A, 'prod', 'ACTIVE'],
        [B, 'old', 'SUSPENDED'],
      ],
    ],
  ])('%s', (_, content, expected) => {
    expect(read(content)).toEqual(expected);
  });

  test.each([
    ['11112222333', /accounts\.txt, account 1: "11112222333" is not twelve digits\./],
    [`${A}\n1111-2222-3333`, /account 2: "1111-2222-3333" is not twelve digits/],
    [`${A}\n${B}\n${A}`, /account 3: 111122223333 stands there twice/],
    ['', /accounts\.txt names no account/],
    ['# nobody\n', /names no account/],
    ['id,name\n', /names no account/],
    ['[]', /names no account/],
    ['[1]', /is neither a list of account ids, nor/],
    ['{"accounts": []}', /is neither a list/],
    [
      `["${A}", {"id": "${B}", "nmae": "x"}]`,
      /account 2: there is no field "nmae"\. Did you mean "name"\? Known: id, name\./,
    ],
    [`[{"id": 111122223333}]`, /account 1, field id: expected .* digits .*, found 111122223333\./],
    ['[{"name": "x"}]', /account 1, field id: it is missing\./],
    [`{"Accounts": [{"Name": "x"}]}`, /account 1, field Id: it is missing\./],
    [`{"Accounts": [{"Id": "${A}", "Name": 5}]}`, /field Name: expected a text, found 5\./],
    ['[', /is not valid JSON/],
    ['"', /cannot be read/],
    ['nmae,account\nx,1', /"nmae" is not twelve digits/],
    [`${A},${B}`, /account 1: its name, "444455556666", looks like an id/],
    [`${A},1111-2222-3333`, /looks like an id/],
    [`${A},prod,${B}`, /account 1: it has 3 columns, expected an id and a name/],
    [`${A},"prod\n${B}"`, /account 1: the name "prod\\n444455556666" has a line end/],
    [`[{"id": "${A}", "name": "a\\nb"}]`, /has a line end/],
    [`id,name\n${A},prod,${B}`, /account 1: the header has 2 columns, it has 3/],
    [`id,name\n${A},prod\n${B}`, /account 2: the header has 2 columns, it has 1/],
    [`id,note\n${A},"x\n${B},y"`, /account 1: it has a line end within quotes/],
    [`id,name,ID\n${A},prod,${B}`, /the header has a title twice/],
    [`{"Accounts": [{"Id": "${A}"}], "NextToken": "x"}`, /holds a part of the list only/],
  ])('refuses %j', (content, why) => {
    expect(() => read(content)).toThrow(ConfigurationError);
    expect(() => read(content)).toThrow(why);
  });
});
