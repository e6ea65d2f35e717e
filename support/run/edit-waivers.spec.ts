import { ConfigurationError } from '../control';
import { addWaivers, removeWaivers, type WaiverTerms } from './edit-waivers';
import { readWaivers } from './read-waivers';

const NOW = Date.UTC(2025, 5, 30, 12);
const CONTROLS = ['access-key-rotation', 'root-mfa', 'user-mfa'];
const TERMS: WaiverTerms = {
  reason: 'Found by the first audit.',
  owner: 'platform',
  approvedBy: 'ciso',
  ticket: undefined,
  expires: Date.UTC(2026, 0, 1) - 1,
};

const file = (yaml: string) => ({ path: 'waivers.yaml', yaml, controls: CONTROLS, now: NOW });
const read = (yaml: string) => readWaivers(yaml, 'waivers.yaml', CONTROLS, NOW);
const named = (yaml: string) => read(yaml).map(({ control, subject }) => `${control} ${subject}`);

function add(yaml: string, subjects: Readonly<Record<string, readonly string[]>>, terms = TERMS) {
  return addWaivers(file(yaml), terms, new Map(Object.entries(subjects)));
}

function remove(yaml: string, ...subjects: readonly string[]): string {
  return removeWaivers(
    file(yaml),
    read(yaml).filter(({ subject }) => subjects.includes(subject)),
  );
}

const BY_HAND = `# yaml-language-server: $schema=./waivers.schema.json
# Accepted exceptions of the house.

# The appliance: see the ticket.
- control: user-mfa # by hand
  subject: "appliance" # its only user
  reason: 'It cannot: too old'
  owner: storage
  approvedBy: ciso
  expires: 2025-12-31

# Two of the old ones.
- control: access-key-rotation
  subjects:
    - zoe / access key 1 # leaves in May
    # on parental leave
    - bob / access key 1
  reason: they move
  owner: storage
  approvedBy: ciso
  expires: 2025-12-31
# the end
`;

describe('adding waivers', () => {
  test('makes one entry of each control, its subjects sorted, one on each line', () => {
    const news = { 'user-mfa': ['carol', 'bob'], 'access-key-rotation': ['bob / access key 1'] };
    const { yaml, ...counts } = add('', news);
    expect(yaml).toBe(`- control: access-key-rotation
  reason: Found by the first audit.
  owner: platform
  approvedBy: ciso
  expires: 2025-12-31
  subjects: |
    bob / access key 1

- control: user-mfa
  reason: Found by the first audit.
  owner: platform
  approvedBy: ciso
  expires: 2025-12-31
  subjects: |
    bob
    carol
`);
    expect(counts).toEqual({ added: 3, renewed: 0, held: 0 });
  });

  test('gives the same bytes in whatever order, at once or one by one', () => {
    const once = add(BY_HAND, { 'user-mfa': ['a', 'b'], 'root-mfa': ['<root_account>'] }).yaml;
    const first = add(BY_HAND, { 'root-mfa': ['<root_account>'], 'user-mfa': ['b'] }).yaml;
    expect(add(first, { 'user-mfa': ['a'] }).yaml).toBe(once);
  });

  test('leaves the file as it is where all are in it', () => {
    const subjects = { 'user-mfa': ['appliance'] };
    expect(add(BY_HAND, subjects)).toEqual({ yaml: BY_HAND, added: 0, renewed: 0, held: 1 });
  });

  test('keeps comments with what they are about, and sorts by control', () => {
    expect(
      add(BY_HAND, { 'root-mfa': ['<root_account>'] }).yaml,
    ).toBe(`# yaml-language-server: $schema=./waivers.schema.json
# Accepted exceptions of the house.

# Two of the old ones.
- control: access-key-rotation
  subjects:
    - zoe / access key 1 # leaves in May
    # on parental leave
    - bob / access key 1
  reason: they move
  owner: storage
  approvedBy: ciso
  expires: 2025-12-31

- control: root-mfa
  reason: Found by the first audit.
  owner: platform
  approvedBy: ciso
  expires: 2025-12-31
  subjects: |
    <root_account>

# The appliance: see the ticket.
- control: user-mfa # by hand
  subject: "appliance" # its only user
  reason: 'It cannot: too old'
  owner: storage
  approvedBy: ciso
  expires: 2025-12-31

# the end
`);
  });

  test('leaves comments alone on top, where there was no waiver yet', () => {
    const head = '# Accepted exceptions.\n#\n# - control: user-mfa\n';
    expect(add(head, { 'user-mfa': ['bob'] }).yaml).toMatch(
      /^# Accepted exceptions\.\n#\n# - control: user-mfa\n\n- control: user-mfa\n/,
    );
  });

  test('joins only an entry that says the very same', () => {
    const subjects = { 'user-mfa': ['bob'] };
    const first = add('', { 'user-mfa': ['alice'] }).yaml;
    const entries = (terms: WaiverTerms) => add(first, subjects, terms).yaml.match(/^- /gm)?.length;
    expect(entries(TERMS)).toBe(1);
    expect(entries({ ...TERMS, reason: 'another' })).toBe(2);
    expect(entries({ ...TERMS, ticket: 'SEC-1' })).toBe(2);
    expect(entries({ ...TERMS, expires: TERMS.expires - 86_400_000 })).toBe(2);
  });

  test('puts a waiver in the place of one that has expired, and leaves one that holds', () => {
    const lapsed = BY_HAND.replace('expires: 2025-12-31', 'expires: 2025-06-29');
    const { yaml, ...counts } = add(lapsed, {
      'user-mfa': ['appliance', 'bob'],
      'access-key-rotation': ['zoe / access key 1'],
    });
    expect(counts).toEqual({ added: 2, renewed: 1, held: 1 });
    expect(read(yaml).filter(({ expires }) => expires < NOW)).toEqual([]);
    expect(named(yaml)).toHaveLength(4);
  });

  test('reads what it has written, whatever people are called', () => {
    const strange = ['=cmd', '@x', 'a: b', '- a', '2023', 'true', '"q"', "it's", '&a', '!t', '|'];
    const { yaml } = add('', { 'user-mfa': strange, 'access-key-rotation': ['a\\b', '{x}'] });
    expect(
      read(yaml)
        .map(({ subject }) => subject)
        .sort(),
    ).toEqual([...strange, 'a\\b', '{x}'].sort());
    expect(add('[]', { 'user-mfa': ['bob'] }).added).toBe(1);
    const json = JSON.stringify([{ ...FIELDS, subject: 'alice' }]);
    expect(named(add(json, { 'user-mfa': ['bob'] }).yaml)).toEqual([
      'root-mfa alice',
      'user-mfa bob',
    ]);
  });

  test('is refused for a subject that the file would not hold as it is', () => {
    expect(() => add('', { 'user-mfa': [' bob'] })).toThrow(/would be read as something else/);
  });

  test('is refused for a file that is wrong, or that has names for its parts', () => {
    expect(() => add('- control: [', { 'user-mfa': ['bob'] })).toThrow(ConfigurationError);
    const anchors = `- &first\n${fields('alice')}- *first\n`.replace(/\*first/, '*first');
    expect(() => add(anchors, { 'user-mfa': ['bob'] })).toThrow(ConfigurationError);
    const owners = `- ${fields('alice').trim().replace('owner: o', 'owner: &o ops')}\n- ${fields('bob').trim().replace('owner: o', 'owner: *o')}\n`;
    expect(named(add(owners, { 'user-mfa': ['carol'] }).yaml)).toHaveLength(3);
    expect(() => remove(owners, 'alice')).toThrow(/cannot be written anew: .* Edit it by hand/);
  });
});

const FIELDS = {
  control: 'root-mfa',
  reason: 'r',
  owner: 'o',
  approvedBy: 'a',
  expires: '2025-12-31',
};

function fields(subject: string): string {
  return Object.entries({ ...FIELDS, subject })
    .map(([name, value]) => `  ${name}: ${value}\n`)
    .join('');
}

describe('taking waivers out', () => {
  test('leaves a file as it is where there is none to take out', () => {
    expect(remove(BY_HAND)).toBe(BY_HAND);
  });

  test('takes a subject out of a list, and keeps the others with their comments', () => {
    const yaml = remove(BY_HAND, 'zoe / access key 1');
    expect(named(yaml)).toEqual(['user-mfa appliance', 'access-key-rotation bob / access key 1']);
    expect(yaml).toContain('    # on parental leave\n    - bob / access key 1\n');
    expect(yaml).not.toContain('leaves in May');
  });

  test('takes a line out of a text', () => {
    const { yaml } = add(BY_HAND, { 'root-mfa': ['a', 'b', 'c'] });
    expect(remove(yaml, 'b')).toBe(yaml.replace('    b\n', ''));
  });

  test('takes out an entry with its comment, where nobody is left in it', () => {
    const yaml = remove(BY_HAND, 'appliance');
    expect(named(yaml)).toHaveLength(2);
    expect(yaml).not.toContain('The appliance');
    expect(yaml).toContain('# Accepted exceptions of the house.');
    expect(yaml).toContain('# Two of the old ones.');
    expect(yaml).toContain('# the end');
  });

  test('leaves the comments of the file alone, where no waiver is left', () => {
    const yaml = remove(BY_HAND, 'appliance', 'zoe / access key 1', 'bob / access key 1');
    expect(named(yaml)).toEqual([]);
    expect(yaml).toMatch(/^# yaml-language-server[\s\S]*# the end\n$/);
    expect(yaml).not.toMatch(/^[^#\n]/m);
  });
});
