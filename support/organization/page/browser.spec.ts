import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { HOSTILE } from '../../evidence/page/testing';
import { visible } from '../../evidence/page/visible';
import { hostile, large, type Reported, small, spotless, TREND, written } from './testing';

const ROOT = join(__dirname, '..', '..', '..');
const AXE = readFileSync(join(ROOT, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');
const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
);
/** Without one, somebody at work may go on; CI may not. */
const isTried = CHROMIUM !== undefined || process.env.CI !== undefined;

const directory = mkdtempSync(join(tmpdir(), 'iamspec-page-'));
let browser: Browser;
/** What the page under test did that it must not do. */
let misdeeds: string[];

beforeAll(async () => {
  if (!isTried) return;
  browser = await chromium.launch({
    executablePath: CHROMIUM ?? 'chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
});

beforeEach(() => {
  misdeeds = [];
});

afterAll(async () => {
  await browser?.close();
  rmSync(directory, { recursive: true });
});

const PAGES = { small, hostile, spotless, large: () => large(10_000) };
const files = new Map<string, string>();

function fileOf(name: string, reported: () => Reported): string {
  const path = files.get(name) ?? join(directory, `${name}.html`);
  if (!files.has(name)) writeFileSync(path, written(reported(), TREND, 'runs/x'));
  files.set(name, path);
  return path;
}

async function visit(name: keyof typeof PAGES, options: BrowserContextOptions = {}): Promise<Page> {
  const url = pathToFileURL(fileOf(name, PAGES[name])).href;
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  await context.route('**', (route) => {
    const requested = route.request().url();
    if (requested.split('#')[0] === url) return route.continue();
    misdeeds.push(`asked for ${requested}`);
    return route.abort();
  });
  const page = await context.newPage();
  page.on('console', (message) => misdeeds.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => misdeeds.push(error.message));
  page.on('dialog', (dialog) => misdeeds.push(`dialog: ${dialog.message()}`));
  await page.goto(url);
  return page;
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const found = await page.evaluate<readonly Violation[]>('axe.run().then((r) => r.violations)');
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}

const rows = (page: Page) => page.locator('#accounts-table tbody tr');
const names = (page: Page) => rows(page).locator('th small').allTextContents();
const found = (page: Page) => page.locator('#found').textContent();

function specify(): void {
  afterEach(async () => {
    expect(misdeeds).toEqual([]);
    for (const context of browser.contexts()) await context.close();
  });

  test('the worst accounts come first, each leads to its own page', async () => {
    const page = await visit('small');
    expect((await names(page)).slice(0, 4)).toEqual(['sandbox-5', 'sandbox-6', 'prod-10', 'dev-1']);
    expect(await rows(page).locator('a').nth(2).getAttribute('href')).toBe(
      'accounts/000000000010/2025-06-30T12-00-00Z-0a1b2c/index.html',
    );
    expect(await page.locator('#errors tbody tr').count()).toBe(2);
  });

  test('accounts are found by name, state, severity and control', async () => {
    const page = await visit('small');
    await page.locator('#search').pressSequentially('SANDBOX 5');
    expect(await names(page)).toEqual(['sandbox-5']);
    await page.locator('#search').fill('nobody');
    expect(await rows(page).allTextContents()).toEqual(['No account is like that.']);
    await page.locator('#search').fill('');
    await page.locator('#state').selectOption('failed');
    await page.locator('#control').selectOption('user-mfa');
    expect(await names(page)).toEqual(['prod-10', 'dev-1']);
    await page.locator('#severity').selectOption('medium');
    expect(await found(page)).toBe('1 of 8 accounts');
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.locator('#found').filter({ hasText: '8 of 8 accounts' }).waitFor({ timeout: 2000 });
  });

  test('the table is sorted by the keyboard, and says how', async () => {
    const page = await visit('small');
    const head = page.locator('th[data-sort="medium"]');
    await head.getByRole('button').focus();
    await page.keyboard.press('Enter');
    expect(await head.getAttribute('aria-sort')).toBe('descending');
    expect((await names(page))[0]).toBe('dev-2');
    await page.keyboard.press('Space');
    expect(await head.getAttribute('aria-sort')).toBe('ascending');
    expect(await page.locator('[aria-sort]').count()).toBe(1);
  });

  describe('axe finds nothing', () => {
    test.each(['light', 'dark'] as const)('in %s colours', async (colorScheme) => {
      const page = await visit('small', { colorScheme });
      for (const summary of await page.locator('summary').all()) await summary.click();
      expect(await violations(page)).toEqual([]);
    });

    test.each(['hostile', 'spotless'] as const)('where the page tells of %s', async (name) => {
      const page = await visit(name, { viewport: { width: 360, height: 800 } });
      expect(await violations(page)).toEqual([]);
    });
  });

  test('what is hostile stays text', async () => {
    const page = await visit('hostile');
    expect((await names(page)).toSorted()).toEqual(HOSTILE.map(visible).toSorted());
    expect(await page.locator('img, iframe, svg[onload]').count()).toBe(0);
    for (const href of await rows(page).locator('a').evaluateAll(hrefs)) {
      expect(href).toMatch(/^accounts\//);
    }
  });

  test('10,000 accounts stay fluid', async () => {
    const page = await visit('large');
    expect(await found(page)).toBe('10,000 of 10,000 accounts');
    expect(await rows(page).count()).toBe(50);
    const spent = await page.evaluate<number>(`
      (() => {
        const start = performance.now();
        const search = document.getElementById('search');
        for (const text of ['a', 'ac', 'account', 'account-4', 'account-49']) {
          search.value = text;
          search.dispatchEvent(new Event('input', { bubbles: true }));
          document.body.getBoundingClientRect();
        }
        document.querySelector('th[data-sort="account"]').click();
        document.body.getBoundingClientRect();
        return (performance.now() - start) / 6;
      })()
    `);
    expect(await found(page)).toBe('111 of 10,000 accounts');
    expect(spent).toBeLessThan(150);
    await page.getByRole('button', { name: 'Next' }).click();
    expect(await page.locator('#page-of').textContent()).toBe('51 to 100 of 111');
  });

  test('on paper and without its script it tells the verdict, the errors and the worst', async () => {
    const page = await visit('small', { javaScriptEnabled: false });
    expect(await page.locator('h1').textContent()).toContain('COULD NOT CHECK');
    expect(await page.locator('.static tbody tr').count()).toBe(3);
    expect(await page.locator('#filters').isVisible()).toBe(false);
    const printed = await visit('small');
    await printed.emulateMedia({ media: 'print' });
    expect(await printed.locator('.static tbody tr').first().isVisible()).toBe(true);
    expect(await printed.locator('#filters').isVisible()).toBe(false);
    expect((await printed.pdf()).subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('at 360 pixels nothing is cut off', async () => {
    const page = await visit('small', { viewport: { width: 360, height: 800 } });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });
}

/** Runs in the page. */
function hrefs(links: readonly { getAttribute(name: string): string | null }[]) {
  return links.map((link) => link.getAttribute('href'));
}

if (isTried) {
  describe('the page in a browser', specify);
} else {
  test('the page in a browser is NOT TESTED', () => {
    process.stderr.write('\nNOT TESTED: there is no Chromium. apt-get install chromium\n\n');
  });
}
