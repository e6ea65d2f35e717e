import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditResult, controlResult, verdict } from '../../../tools/testing/result';
import { tellGitHub } from './github';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'iamspec-spec-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const failed = verdict('alice', 'failed', 'alice has no MFA.');
const RESULT = auditResult({ results: [controlResult('user-mfa', 'high', [failed])] });

function told(env: Readonly<Record<string, string>>): string {
  let output = '';
  const write = (text: string | Uint8Array) => {
    output += text.toString();
    return true;
  };
  tellGitHub(RESULT, env, { write });
  return output;
}

test('on GitHub Actions failures are annotations, and the summary is added to the job’s', () => {
  const path = join(directory, 'summary.md');
  const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: path };
  expect(told(env)).toMatch(/^::error title=.*\(high\).*::alice has no MFA\./);
  told(env);
  expect(readFileSync(path, 'utf8').match(/alice/g)?.length).toBeGreaterThan(1);
});

test('a summary that cannot be written is said, and changes nothing else', () => {
  const env = {
    GITHUB_ACTIONS: 'true',
    GITHUB_STEP_SUMMARY: join(directory, 'none', 'summary.md'),
  };
  let warned = '';
  const stderr = jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    warned += String(text);
    return true;
  });
  expect(told(env)).toMatch(/^::error /);
  stderr.mockRestore();
  expect(warned).toMatch(/^GITHUB_STEP_SUMMARY cannot be written: .*ENOENT.*\n$/);
});

test('anywhere else nothing is said', () => {
  expect(told({})).toBe('');
  expect(told({ CI: 'true', GITHUB_ACTIONS: 'false' })).toBe('');
});
