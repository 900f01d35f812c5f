import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { renderReport } from '../../../src/features/agreements/actions/render-report.ts';
import { workedMonth } from '../../agreements/worked-month.ts';
import { worstMonth } from '../../agreements/worst-month.ts';
import { describeWith } from '../../needs.ts';
import { openBrowser, openPage } from './browser.ts';
import { lookAt, views } from './look.ts';

describeWith('chromium', 'a report as HTML under its own content policy', () => {
  let browser: Browser;
  let server: Server;
  let url: string;
  const reports: Record<string, () => ReturnType<typeof workedMonth>> = {
    '/worked': workedMonth,
    '/worst': () => {
      const worst = worstMonth();
      const [first, ...others] = worst.subjects;
      return { ...worst, subjects: [{ ...first!, outages: first!.outages.slice(0, 12) }, ...others] };
    },
  };

  beforeAll(async () => {
    browser = await openBrowser();
    server = createServer(async (request, response) => {
      const report = reports[request.url!];
      // Browsers ask for an icon by themselves.
      if (report === undefined) {
        response.writeHead(204).end();
        return;
      }
      const { body, contentType, contentPolicy } = await renderReport(report(), 'html', 'pl');
      response.writeHead(200, { 'content-type': contentType, 'content-security-policy': contentPolicy! }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  const narrowest = { width: 360, theme: 'dark' } as const;
  it.each(['worked', 'worst'])('is readable by everyone, everywhere: %s', async (name) => {
    for (const view of [...views, narrowest]) {
      const open = await openPage(browser, view);
      await open.page.goto(`${url}/${name}`);
      expect(await open.page.locator('h1').first().textContent()).toContain('Raport poziomu usług');
      // Its style is let in by its hash: without it a heading has no line above it.
      const line = await open.page.evaluate('getComputedStyle(document.querySelector("h2")).borderTopWidth');
      expect(line).toBe('2px');
      await lookAt(open, view, `report-file-${name}`);
      await open.close();
    }
  });
});
