import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import {
  describeInBrowser,
  expectText,
  rowsWhileTyping,
  violations,
} from '../../../tools/testing/browser';
import {
  hostile,
  large,
  small,
  spotless,
  TREND,
  written,
} from '../../../tools/testing/organization-page';
import { HOSTILE } from '../../../tools/testing/page';
import { visible } from '../kit/visible';

const PAGES = {
  small: () => written(small(), TREND, 'runs/x'),
  hostile: () => written(hostile(), TREND, 'runs/x'),
  spotless: () => written(spotless(), TREND, 'runs/x'),
  large: () => written(large(10_000), TREND, 'runs/x'),
};

const rows = (page: Page) => page.locator('#accounts-table tbody tr');
const names = (page: Page) => rows(page).locator('th small').allTextContents();
const found = (page: Page) => page.locator('#found').textContent();

describeInBrowser(PAGES, (visit) => {
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
    expect(await rows(page).allTextContents()).toEqual([
      'None of the accounts matches this search.',
    ]);
    await page.locator('#search').fill('');
    await page.locator('#state').selectOption('failed');
    await page.locator('#control').selectOption('user-mfa');
    expect(await names(page)).toEqual(['prod-10', 'dev-1']);
    await page.locator('#severity').selectOption('medium');
    expect(await found(page)).toBe('1 of 8 accounts');
    await page.getByRole('button', { name: 'Clear' }).click();
    await expectText(page, '#found', '8 of 8 accounts');
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

  test('a link brings filters and order back, and the accounts found can be saved', async () => {
    const page = await visit('small', { hash: '#accounts?state=failed&sort=-medium' });
    expect(await names(page)).toEqual(['dev-1', 'prod-10', 'dev-2']);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export as CSV' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('accounts.csv');
    const text = readFileSync(await file.path(), 'utf8');
    expect(parse(text, { bom: true, columns: true })[2]).toMatchObject({
      ...{ account: "'000000000002", name: 'dev-2', state: 'failed', medium: '12', high: '0' },
      controls: 'key-age',
    });
  });

  test('the worst accounts stand before one scrolls, of 10,000 too', async () => {
    const page = await visit('large');
    const box = await page.locator('#todo').boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(800);
    await page.getByRole('link', { name: 'All 9,800 accounts that fail' }).click();
    await expectText(page, '#found', '9,800 of 10,000 accounts');
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

  test('of 10,000 accounts the page draws fifty at a time, however they are searched', async () => {
    const page = await visit('large');
    expect(await found(page)).toBe('10,000 of 10,000 accounts');
    expect(await rows(page).count()).toBe(50);
    const drawn = await rowsWhileTyping(page, 'accounts-table', 'account-49');
    expect(drawn).toEqual(new Array(10).fill(50));
    expect(await found(page)).toBe('111 of 10,000 accounts');
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
});

/** Runs in the page. */
function hrefs(links: readonly { getAttribute(name: string): string | null }[]) {
  return links.map((link) => link.getAttribute('href'));
}
