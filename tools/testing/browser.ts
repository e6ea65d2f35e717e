import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const ROOT = join(__dirname, '..', '..');
const AXE = readFileSync(join(ROOT, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');
const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
);
// Without one, somebody at work may go on; CI may not.
const isTried = CHROMIUM !== undefined || process.env.CI !== undefined;

type Visit<Name> = (
  name: Name,
  options?: BrowserContextOptions & { readonly hash?: string },
) => Promise<Page>;

/** Tests pages in a browser, none of which may ask for anything or complain. */
export function describeInBrowser<Name extends string>(
  pages: Readonly<Record<Name, () => string>>,
  specify: (visit: Visit<Name>) => void,
): void {
  if (!isTried) {
    test('the page in a browser is NOT TESTED', () => {
      process.stderr.write('\nNOT TESTED: there is no Chromium. apt-get install chromium\n\n');
    });
    return;
  }
  describe('the page in a browser', () => {
    const directory = mkdtempSync(join(tmpdir(), 'iamspec-page-'));
    const files = new Map<Name, string>();
    const misdeeds: string[] = [];
    let browser: Browser;

    beforeAll(async () => {
      browser = await chromium.launch({
        executablePath: CHROMIUM ?? 'chromium',
        args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
      });
    });

    afterEach(async () => {
      expect(misdeeds.splice(0)).toEqual([]);
      for (const context of browser.contexts()) await context.close();
    });

    afterAll(async () => {
      await browser?.close();
      rmSync(directory, { recursive: true });
    });

    function fileOf(name: Name): string {
      const path = files.get(name) ?? join(directory, `${name}.html`);
      if (!files.has(name)) writeFileSync(path, pages[name]());
      files.set(name, path);
      return path;
    }

    specify(async (name, { hash = '', ...options } = {}) => {
      const url = pathToFileURL(fileOf(name)).href;
      const viewport = { width: 1280, height: 800 };
      const context = await browser.newContext({ viewport, ...options });
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
      await page.goto(`${url}${hash}`);
      return page;
    });
  });
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** What axe finds that keeps somebody from reading a page. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const found = await page.evaluate<readonly Violation[]>('axe.run().then((r) => r.violations)');
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}

/** Waits until an element of the page holds a text. */
export async function expectText(page: Page, selector: string, text: string): Promise<void> {
  await page.locator(selector).filter({ hasText: text }).waitFor();
}

/** Types a text letter by letter, and tells how many rows the table draws after each. */
export function rowsWhileTyping(page: Page, table: string, text: string): Promise<number[]> {
  return page.evaluate<number[]>(`
    (() => {
      const search = document.getElementById('search');
      return [...${JSON.stringify(text)}].map((letter) => {
        search.value += letter;
        search.dispatchEvent(new Event('input', { bubbles: true }));
        return document.querySelectorAll('#${table} tbody tr').length;
      });
    })()
  `);
}
