import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWith } from '../../needs.ts';
import { openBrowser, openPage, settled } from './browser.ts';
import { focused, tabTo } from './keys.ts';
import { axeFindings, refusalNotes } from './look.ts';
import { password, planned, shown, startWorkshopWorld, type World } from './workshop-world.ts';

const view = { width: 1440, theme: 'light' } as const;

/** What each level answers to the three questions: Christmas Eve, three on Sunday night, until Monday. */
const keysOf = { critical: 'yyn', important: 'nyn', standard: 'nnn', supporting: 'nny' } as const;
const questions = [/Christmas Eve/, /three in the morning/, /Friday evening/];

interface Person {
  page: Page;
  complaints: string[];
  close(): Promise<void>;
}

/** With nothing pretended, and no mouse: what is clicked elsewhere is reached by Tab here. */
describeWith('chromium', 'a workshop on twelve processes with three product managers, by keyboard alone', () => {
  let world: World;
  let browser: Browser;
  beforeAll(async () => {
    [world, browser] = await Promise.all([startWorkshopWorld(), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await world?.stop();
  });

  async function signIn(name: string, path: string): Promise<Person> {
    const { page, complaints, close } = await openPage(browser, view);
    await page.clock.setFixedTime(world.now + 1_000);
    await page.goto(world.url + path);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await tabTo(page, /^input Name/);
    await page.keyboard.type(name);
    await tabTo(page, /^input Password/);
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^You: / }).waitFor();
    await settled(page);
    return { page, complaints, close };
  }
  const enter = async (page: Page, wanted: RegExp): Promise<void> => {
    await tabTo(page, wanted);
    await page.keyboard.press('Enter');
  };
  const said = (process: string) => planned.find(({ name }) => shown(name) === process)!.said;

  /** Answers what is asked as it was planned, until nothing is asked any more; gives how many answers that took. */
  async function answerAll(page: Page, most = 100): Promise<number> {
    const asked = page.locator('.ask-words');
    // Asked at once, never waited for: after the last answer it is not there any more.
    const progress = async () => (await page.locator('.ask-progress label').allTextContents())[0] ?? null;
    const result = page.getByRole('heading', { name: 'This is what you said' });
    for (let answers = 0; answers < most; answers += 1) {
      await asked.or(result).first().waitFor();
      if (await result.isVisible()) return answers;
      const [text, names, before] = await Promise.all([
        asked.textContent(),
        asked.locator('strong').allTextContents(),
        progress(),
      ]);
      expect(await page.evaluate(focused), 'the question has the focus').toBe(`h2 ${text}`);
      const question = questions.findIndex((one) => one.test(text ?? ''));
      const [left = '', right = ''] = names;
      const order = planned.map(({ name }) => shown(name));
      if (question >= 0) await page.keyboard.press(keysOf[said(left)][question]!);
      else await page.keyboard.press(order.indexOf(left) < order.indexOf(right) ? 'ArrowLeft' : 'ArrowRight');
      await expect.poll(progress).not.toBe(before);
    }
    return most;
  }

  it('goes from the first question to what is signed, printed and kept', async () => {
    const anna = await signIn('anna', '/processes/payment');
    const drops = anna.page.getByRole('grid', { name: 'Drops of the last 30 days' });
    const droppedAt = async () => drops.getByRole('row').nth(1).locator('[data-name="Level then"]').textContent();
    expect(await droppedAt()).toBe('important');
    await enter(anna.page, /^a Workshops/);
    await anna.page.getByText('No workshop was held yet', { exact: false }).waitFor();
    await enter(anna.page, /^button Start a workshop/);
    await tabTo(anna.page, /^input What it is called/);
    await anna.page.keyboard.type('Pay, shop and loans');
    await tabTo(anna.page, /^input Who takes part/);
    for (const name of ['Anna Nowak', 'Jan Kowalski', 'Zofia Lis']) {
      await anna.page.keyboard.type(name);
      await anna.page.keyboard.press('Enter');
    }
    await enter(anna.page, /^button Start with 12 processes/);
    await anna.page.locator('.ask-words').waitFor();

    // Jan looks on at his own screen, and sees that somebody else goes on.
    const jan = await signIn('jan', new URL(anna.page.url()).pathname);
    expect(await answerAll(anna.page, 4)).toBe(4);
    await jan.page.getByText('Question 5', { exact: false }).waitFor();
    await jan.page.getByText('Somebody else went on meanwhile', { exact: false }).waitFor();
    await anna.page.keyboard.press('z');
    await anna.page.getByText('Question 4', { exact: false }).waitFor();
    const answers = await answerAll(anna.page);
    // 33 questions were left; the rest are comparisons within the four levels, far fewer than all 15 pairs.
    expect(answers).toBeGreaterThan(33);
    expect(answers).toBeLessThanOrEqual(33 + 15);

    await enter(anna.page, /^button Settle differently: Statement/);
    await anna.page.getByRole('dialog').waitFor();
    await tabTo(anna.page, /^input Supporting/);
    await anna.page.keyboard.press('ArrowUp');
    await tabTo(anna.page, /^textarea Why/);
    await anna.page.keyboard.type('The law wants it within days.');
    await enter(anna.page, /^button Settle it/);
    await anna.page.getByRole('dialog').waitFor({ state: 'detached' });
    await answerAll(anna.page);
    const row = anna.page.getByRole('row', { name: /Statement/ });
    expect(await row.textContent()).toContain('The law wants it within days.');
    expect(await axeFindings(anna.page)).toEqual([]);

    await enter(anna.page, /^button Close the workshop/);
    await enter(anna.page, /^button Close and propose/);
    await anna.page.getByText('12 decisions were proposed', { exact: false }).waitFor();

    // Each product manager signs their own four, whatever else waits; technology signs all of them.
    const zofia = await signIn('zofia', '/decisions');
    const piotr = await signIn('piotr', '/decisions');
    for (const { page } of [anna, jan, zofia]) {
      await enter(page, /^button Read and sign for the business/);
      await page.getByRole('dialog', { name: 'Sign 4 decisions' }).waitFor();
      await enter(page, /^button Sign all 4 for the business/);
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.getByText('wait for your signature', { exact: false }).waitFor({ state: 'detached' });
    }
    await enter(piotr.page, /^button Read and sign for technology/);
    await enter(piotr.page, /^button Sign all 12 for technology/);
    await piotr.page.getByRole('dialog').waitFor({ state: 'detached' });
    await piotr.page.getByText('0 of them by file only; 0 decisions wait', { exact: false }).waitFor();

    await anna.page.reload();
    await anna.page.getByText('none waits for a signature any more', { exact: false }).waitFor();
    await anna.page.emulateMedia({ media: 'print' });
    const sheet = anna.page.locator('.print-sheet');
    expect(await sheet.isVisible()).toBe(true);
    expect(await anna.page.locator('.shell-header').isVisible()).toBe(false);
    for (const { name, product } of planned) {
      const line = await sheet.locator('tbody tr', { hasText: shown(name) }).textContent();
      expect(line).toContain({ pay: 'Anna Nowak', shop: 'Jan Kowalski', loans: 'Zofia Lis' }[product]);
      expect(line).toContain('Piotr Żółw');
    }
    const pdf = await anna.page.pdf({ preferCSSPageSize: true });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    await anna.page.emulateMedia({ media: 'screen' });

    await enter(anna.page, /^a Payment/);
    await anna.page.getByRole('heading', { name: 'Payment', level: 1 }).waitFor();
    const card = anna.page.locator('.decision-card');
    await card.getByText('in force', { exact: true }).waitFor();
    expect((await card.locator('.differences').allTextContents()).join()).toMatch(
      /Level: Important.*becomes\s+Critical/,
    );
    expect(await card.locator('.decision-reason').textContent()).toContain('in the workshop “Pay, shop and loans”');
    expect(await card.locator('.signature').count()).toBe(2);
    await enter(anna.page, /^a workshop/);
    await anna.page.getByRole('heading', { name: 'Pay, shop and loans' }).waitFor();

    // The drop was before the decision: it is read by the level that held then, for good.
    await world.goOn();
    await anna.page.goto(`${world.url}/processes/payment`);
    await anna.page.getByRole('link', { name: 'critical', exact: true }).waitFor();
    expect(await droppedAt()).toBe('important');

    for (const { complaints, close } of [anna, jan, zofia, piotr]) {
      expect(complaints.filter((text) => !refusalNotes.test(text))).toEqual([]);
      await close();
    }
  });

  it('lets who only reads look, and gives them nothing to press', async () => {
    const ewa = await signIn('ewa', '/decisions/payment');
    await ewa.page.getByText('in force', { exact: true }).waitFor();
    expect(await ewa.page.getByRole('button', { name: /Propose|Sign|Withdraw/ }).count()).toBe(0);
    await ewa.page.goto(`${world.url}/workshops`);
    await ewa.page.getByRole('link', { name: 'Pay, shop and loans' }).waitFor();
    expect(await ewa.page.getByRole('button', { name: 'Start a workshop' }).count()).toBe(0);
    await ewa.close();
  });

  it('takes a decision proposed by hand, shows what it would change, and lets it be withdrawn', async () => {
    const { page, close } = await signIn('piotr', '/decisions/payment');
    await page.getByRole('button', { name: 'Propose a decision' }).click();
    await page.getByLabel('Important', { exact: false }).check();
    await page.getByLabel('Decided here').check();
    await page.getByLabel('Every day: P2 from, in percent').fill('7,5');
    await page.getByLabel('Weekends: P1 from, in percent').fill('50');
    await page.getByLabel('Why').fill('A loss on a Sunday may wait a little.');
    await page.getByLabel('Valid from (not needed)').fill('2026-12-01');
    await page.getByRole('button', { name: 'Propose it' }).click();
    const card = page.locator('.decision-card.proposed');
    await card.waitFor();
    const changes = (await card.locator('.differences li').allTextContents()).map((text) => text.replace(/\s+/g, ' '));
    expect(changes).toEqual([
      'Level: Critical → becomes Important',
      'P2 from: 20% → becomes 7.5%',
      'P1 from on a weekend: not set → becomes 50%',
    ]);
    expect(await card.textContent()).toContain('Waits for the product manager, anna.');
    await card.getByRole('button', { name: 'Withdraw it' }).click();
    await card.getByRole('button', { name: 'Withdraw it' }).click();
    await page.locator('.decision-card.withdrawn').getByText('never held').waitFor();
    await close();
  });
});
