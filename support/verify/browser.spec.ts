import { execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Page } from 'playwright-core';
import { AS_OF as LARGE_AS_OF, makeReport } from '../../tools/bench/make-report';
import { describeInBrowser, expectText, violations } from '../../tools/testing/browser';
import { AS_OF, accessKey, ago, csv, password, rootRow, userRow } from '../../tools/testing/report';
import { TAMPERINGS, tamper } from '../../tools/testing/tampered-bundles';
import { writeBundle } from '../bundle/bundle';
import { BundleFiles } from '../bundle/bundle-files';
import { DAY, messageOf } from '../report';
import { visible } from '../result';
import { auditWithoutJest } from '../run';
import { takeSettings } from '../run/settings';
import { type Auditor, readAuditor } from './auditor';
import { type Reservation, verificationExitCode } from './core/verification';
import { verificationLines } from './core/verification-text';
import { verifierPage } from './verifier-page';
import { verifyBundle } from './verify-here';

const root = mkdtempSync(join(tmpdir(), 'iamspec-verifier-'));
const reports = mkdtempSync(join(tmpdir(), 'iamspec-reports-'));
afterAll(() => {
  for (const each of [root, reports]) rmSync(each, { recursive: true, force: true });
});

const pem = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();
const ours = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519');
const OWN = ours.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

const REPORT = csv([
  rootRow({ mfa_active: 'true' }),
  userRow('alice', { ...password(ago(80 * DAY), ago(DAY)), ...accessKey(1, ago(91 * DAY)) }),
  userRow('bob', { mfa_active: 'true', ...accessKey(2, ago(89 * DAY), { used: ago(DAY) }) }),
  userRow('=cmd'),
]);

interface BundleOptions {
  readonly key?: string;
  readonly report?: string;
  readonly env?: Readonly<Record<string, string>>;
}

async function bundle(
  folder: string,
  { key, report = REPORT, env = {} }: BundleOptions = {},
): Promise<string> {
  const path = join(reports, 'report.csv');
  writeFileSync(path, report);
  const asOf = new Date(AS_OF).toISOString();
  const given = { IAMSPEC_REPORT: path, IAMSPEC_AS_OF: asOf, ...env };
  const result = await auditWithoutJest(takeSettings(given), () => {});
  return writeBundle(join(root, folder), result, key);
}

/** What is said of a bundle. */
interface Said {
  readonly exitCode: number;
  readonly lines: readonly string[];
}

const AUDITOR = readAuditor(takeSettings({}), { keys: [] }, Date.now());

/** What the command says, of paths below the root. */
function command(
  directory: string,
  asked: Partial<Auditor> = {},
  accepted: readonly Reservation['kind'][] = [],
): Said {
  const shown = directory.replace(`${root}/`, '');
  const said = (lines: readonly string[]) =>
    lines.map((line) => visible(line.replaceAll(`${root}/`, '')));
  try {
    const auditor = { ...AUDITOR, now: Date.now(), ...asked };
    const verification = verifyBundle(new BundleFiles(directory), auditor);
    const exitCode = verificationExitCode(verification, accepted);
    return { exitCode, lines: said(verificationLines(shown, verification, accepted)) };
  } catch (error) {
    return { exitCode: 2, lines: said([messageOf(error), `${shown}: could not be read.`]) };
  }
}

/** What the page says, by the name of the bundle. */
async function read(page: Page): Promise<ReadonlyMap<string, Said>> {
  const found = await page.evaluate<readonly (readonly [string, Said])[]>(`
    [...document.querySelectorAll('#list article')].map((article) => [
      article.querySelector('bdi').textContent,
      {
        exitCode: Number(article.dataset.exit),
        lines: [...article.querySelectorAll('li'), article.querySelector('.outcome')]
          .map((line) => line.textContent),
      },
    ])`);
  return new Map(found);
}

async function give(page: Page, folder: string): Promise<ReadonlyMap<string, Said>> {
  await page.locator('#folder').setInputFiles(join(root, folder));
  await expectText(page, '#status', 'checked:');
  return await read(page);
}

// The two have no clock in common, and Node's errors are none of Jest's.
const untimed = (said: ReadonlyMap<string, Said>) =>
  Object.fromEntries(
    [...said].map(([name, { exitCode, lines }]) => [
      name,
      {
        exitCode,
        lines: lines.map((line) =>
          line
            .replace(/here it is \S+:/, 'here it is now:')
            .replace(/unzipped: (?:Range)?Error(?: \[\w+\])?: /, 'unzipped: '),
        ),
      },
    ]),
  );

const directoriesIn = (folder: string) =>
  readdirSync(join(root, folder)).map((name) => join(root, folder, name));

describeInBrowser({ verifier: () => verifierPage().html }, (visit) => {
  test('says of every bundle what the command says, hostile ones included', async () => {
    const good = await bundle('good');
    mkdirSync(join(root, 'plain'));
    for (const [name, change] of Object.entries(TAMPERINGS)) {
      tamper(good, join(root, 'plain', name.replaceAll(' ', '-')), change);
    }
    const all = await bundle('good', {
      env: { IAMSPEC_EXPORT: 'csv,hdf,ocsf,oscal,sarif,xlsx,tickets,asff' },
    });
    tamper(all, join(root, 'plain', 'all-formats'), () => {});
    const directories = directoriesIn('plain');
    expect(directories.length).toBeGreaterThan(60);
    const expected = new Map(directories.map((each) => [`plain/${basename(each)}`, command(each)]));
    const page = await visit('verifier');
    const found = await give(page, 'plain');
    expect(untimed(found)).toEqual(untimed(expected));
    const codeOf = (name: string) => found.get(`plain/${name}`)?.exitCode;
    expect(['nothing', 'all-formats'].map(codeOf)).toEqual([0, 0]);
    expect(['verdicts-turned', 'index.html-changed-and-covered'].map(codeOf)).toEqual([1, 1]);
    expect(['another-version', 'an-empty-manifest'].map(codeOf)).toEqual([2, 2]);
  });

  test('holds them against keys and an account, and accepts what it is told to, as the command does', async () => {
    const plain = await bundle('asked/plain');
    const signed = await bundle('asked/signed', { key: OWN });
    await bundle('asked/strict', { key: OWN, env: { IAMSPEC_FAIL_ON: 'critical' } });
    const forged = join(root, 'asked', 'forged');
    tamper(signed, forged, ({ manifest }) => Object.assign(manifest, { exitCode: 0 }));
    const older = join(root, 'asked', 'older');
    tamper(plain, older, ({ manifest }) => Object.assign(manifest.tool, { version: '0.0.1' }));
    const page = await visit('verifier');
    await give(page, 'asked');
    const directories = [
      ...['plain', 'signed', 'strict'].flatMap((name) =>
        directoriesIn(`asked/${name}/111122223333`),
      ),
      ...[forged, older],
    ];
    const same = async (asked: Partial<Auditor>, accepted: readonly Reservation['kind'][]) => {
      await page.locator('#status').filter({ hasText: 'checked:' }).waitFor();
      const expected = directories.map((each) => {
        const name = each.replace(`${root}/`, '');
        return [name, command(each, asked, accepted)] as const;
      });
      const found = untimed(await read(page));
      expect(found).toEqual(untimed(new Map(expected)));
      return new Map(Object.entries(found));
    };
    const ask = async (change: () => Promise<void>) => {
      await page.evaluate("document.getElementById('status').textContent = ''");
      await change();
    };
    const accept = (kind: string) => () => page.locator(`[value="${kind}"]`).check();

    await ask(accept('other policy'));
    await same({}, ['other policy']);
    await ask(accept('other code'));
    await same({}, ['other policy', 'other code']);
    await ask(() =>
      page
        .locator('#account')
        .fill('999999999999')
        .then(() => page.locator('#account').blur()),
    );
    await same({ account: '999999999999' }, ['other policy', 'other code']);
    await ask(() =>
      page
        .locator('#account')
        .fill('')
        .then(() => page.locator('#account').blur()),
    );
    const file = { name: 'public.pem', mimeType: '', buffer: Buffer.from(pem(ours.publicKey)) };
    await ask(() => page.locator('#key-files').setInputFiles(file));
    const keys = [{ name: 'public.pem', key: ours.publicKey }];
    const found = await same({ keys }, ['other policy', 'other code']);
    expect([...found.values()].map(({ exitCode }) => exitCode).sort()).toEqual([0, 0, 1, 1, 1]);
    await ask(() =>
      page
        .locator('#key-text')
        .fill(pem(other.publicKey))
        .then(() => page.locator('#key-text').blur()),
    );
    await same({ keys: [...keys, { name: 'that was pasted', key: other.publicKey }] }, [
      'other policy',
      'other code',
    ]);
  });

  test('takes no private key, and says what it takes', async () => {
    const page = await visit('verifier');
    await page.locator('#key-text').fill(OWN);
    await page.locator('#key-text').blur();
    await expectText(page, '#wrong', 'holds a private key, which belongs nowhere near');
  });

  test('tells whether the runs of an account follow each other', async () => {
    const first = await bundle('first');
    const shas: string[] = [];
    const link = (name: string, id: string, previous: unknown) => {
      const directory = tamper(first, join(root, 'chain', name), ({ manifest }) => {
        Object.assign(manifest, { previous });
        manifest.run.id = id;
      });
      const bytes = readFileSync(join(directory, 'manifest.json'));
      shas.push(createHash('sha256').update(bytes).digest('hex'));
    };
    const ids = [
      '2026-01-01T00-00-00Z-000001',
      '2026-01-02T00-00-00Z-000002',
      '2026-01-03T00-00-00Z-000003',
    ] as const;
    mkdirSync(join(root, 'chain'));
    link('one', ids[0], null);
    link('two', ids[1], { runId: ids[0], manifest: shas[0] });
    link('three', ids[2], { runId: ids[1], manifest: shas[1] });
    const page = await visit('verifier');
    await give(page, 'chain');
    await expectText(page, '#chain-list', '3 runs of account');
    await expectText(page, '#chain-list', 'one after the other');
    rmSync(join(root, 'chain', 'two'), { recursive: true });
    await give(page, 'chain');
    await expectText(
      page,
      '#chain-list',
      `Run ${ids[1]} is missing: run ${ids[2]} names it before it.`,
    );
  });

  test('takes the files of one bundle as they are dropped', async () => {
    const directory = await bundle('dropped');
    const files = readdirSync(directory).map((name) => [
      name,
      readFileSync(join(directory, name), 'base64'),
    ]);
    const page = await visit('verifier');
    await page.evaluate(`
      const transfer = new DataTransfer();
      for (const [name, base64] of ${JSON.stringify(files)}) {
        const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
        transfer.items.add(new File([bytes], name));
      }
      const init = { dataTransfer: transfer, bubbles: true, cancelable: true };
      document.body.dispatchEvent(new DragEvent('drop', init));`);
    await expectText(page, '#status', '1 checked: 1 verified');
    await expectText(page, '#list', 'the files given: verified, not authenticated');
  });

  test('says where there is no bundle', async () => {
    mkdirSync(join(root, 'none'));
    writeFileSync(join(root, 'none', 'x'), '');
    const page = await visit('verifier');
    await page.locator('#folder').setInputFiles(join(root, 'none'));
    await expectText(page, '#status', 'no directory holds a manifest.json');
  });

  test('shows the digest of what it runs, which the command says too', async () => {
    const { code, html } = verifierPage();
    const page = await visit('verifier');
    await expectText(page, '#digest', code);
    expect(await page.locator('#changed').isVisible()).toBe(false);
    const [style = '', script = ''] = [/<style>(.*?)<\/style>/s, /<script>(.*?)<\/script>/s].map(
      (part) => part.exec(html)?.[1],
    );
    expect(
      createHash('sha256')
        .update(style + script)
        .digest('hex'),
    ).toBe(code);
  });

  test.each([
    ['light, wide', { colorScheme: 'light', viewport: { width: 1280, height: 800 } }],
    ['dark, narrow', { colorScheme: 'dark', viewport: { width: 400, height: 800 } }],
  ] as const)('can be read by everybody: %s', async (_, options) => {
    const good = await bundle('read/good');
    tamper(good, join(root, 'read', 'hostile'), TAMPERINGS['a reason of HTML'] ?? (() => {}));
    const page = await visit('verifier', options);
    await give(page, 'read');
    expect(await violations(page)).toEqual([]);
    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(options.viewport.width);
    // Everything that is asked can be reached by the keyboard alone.
    const reached: string[] = [];
    for (let at = 0; at < 9; at++) {
      await page.keyboard.press('Tab');
      reached.push(
        await page.evaluate<string>(
          'document.activeElement.id || document.activeElement.className',
        ),
      );
    }
    expect(reached).toEqual(
      expect.arrayContaining(['skip', 'folder', 'files', 'account', 'key-files', 'key-text']),
    );
  });

  test('verifies 5,000 users under all controls in under 3 s', async () => {
    const asOf = new Date(LARGE_AS_OF).toISOString();
    const env = { IAMSPEC_PROFILE: 'all', IAMSPEC_AS_OF: asOf };
    await bundle('large', { report: makeReport(5000), env });
    const page = await visit('verifier');
    const session = await page.context().newCDPSession(page);
    // Of its own thread: what else this machine does meanwhile is none of its time.
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const busy = async () => {
      const { metrics } = await session.send('Performance.getMetrics');
      return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000;
    };
    const tries: number[] = [];
    // A processor that is shared is slower by itself.
    while (tries.length < 3 && !tries.some((milliseconds) => milliseconds < 3000)) {
      const [before, began] = [await busy(), performance.now()];
      await page.evaluate("document.getElementById('status').textContent = ''");
      const found = await give(page, 'large');
      expect([...found.values()].map(({ exitCode }) => exitCode)).toEqual([0]);
      tries.push((await busy()) - before);
      const [work, wall] = [tries.at(-1) ?? 0, performance.now() - began].map(Math.round);
      process.stderr.write(`\n5,000 users in the page: ${work} ms of work, ${wall} ms in all\n`);
    }
    expect(Math.min(...tries)).toBeLessThan(3000);
  });
});

test('its script holds to the types of the DOM, which nothing else sees', () => {
  const tsc = join(__dirname, '..', '..', 'node_modules', 'typescript', 'bin', 'tsc');
  const project = join(__dirname, 'browser', 'tsconfig.json');
  expect(execFileSync(process.execPath, [tsc, '--noEmit', '-p', project]).toString()).toBe('');
});
