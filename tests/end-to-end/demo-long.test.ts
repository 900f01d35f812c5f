import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BalanceProcess } from '../../src/features/balance/contract.ts';
import { describeWith } from '../needs.ts';
import { eventually, moneyError, type RunningDemo, startDemo, twoFullMinutesAfter } from './running-demo.ts';

const minute = 60_000;

/** Payment is measured, nothing is missing and no drop is open any more. */
const calm = ({ impact }: BalanceProcess) => impact.state === 'ok' && impact.drop === null;
const alarmOf = (component: string) => (balance: Awaited<ReturnType<RunningDemo['balance']>>) =>
  balance.components.find(({ name }) => name === component)?.health.state === 'alarm';

describeWith('long', 'an hour with the demo', () => {
  let demo: RunningDemo;
  beforeAll(async () => {
    demo = await startDemo([]);
    await eventually(demo.payment, calm, Date.now() + 3 * minute);
  }, 6 * minute);
  afterAll(async () => {
    await demo?.stop();
  }, minute);

  it(
    'batch-fails: a technical alarm, no business drop, shown as noise',
    async () => {
      const since = Date.now();
      demo.fail('batch-fails', 'on');
      const alarmed = await eventually(demo.balance, alarmOf('settlement'), since + 4 * minute);
      expect(alarmed.verdict).toBe('noise');
      expect(alarmed.processes.find(({ name }) => name === 'payment')!.impact.drop).toBeNull();
      const { cells } = await eventually(
        () => demo.matrix(since),
        (matrix) => matrix.cells.alarmNoDrop.minutes > 0,
        Date.now() + 3 * minute,
      );
      expect(cells.alarmAndDrop.minutes + cells.dropNoAlarm.minutes).toBe(0);
      // By now the window lies in live minutes: they are counted to the last event, and what the history lets expect.
      const { impact } = await demo.payment();
      const { actual: came } = (await demo.truth(impact.window.from, impact.window.to)).processes.payment!;
      const spread = 3 * Math.hypot(Math.sqrt(came.count), (impact.expected!.high - impact.expected!.low) / 3.3);
      expect(impact.actual).toBe(came.count);
      expect(Math.abs(came.count - impact.expected!.value)).toBeLessThan(spread);
      demo.fail('batch-fails', 'off');
      await eventually(demo.balance, (balance) => !alarmOf('settlement')(balance), Date.now() + 8 * minute);
    },
    16 * minute,
  );

  it(
    'sender-stopped: unknown within three minutes and no loss; what comes late makes it known again',
    async () => {
      const since = Date.now();
      demo.fail('sender-stopped', 'on');
      const unknown = await eventually(demo.payment, ({ impact }) => impact.state === 'unknown', since + 3 * minute);
      expect(unknown.impact.lossPerHour).toBeNull();
      expect(unknown.impact.drop).toBeNull();
      demo.fail('sender-stopped', 'off');
      await eventually(demo.payment, calm, Date.now() + 3 * minute);
    },
    8 * minute,
  );

  it(
    'sales-stopped: measured zero, impact and loss, and no technical alarm',
    async () => {
      const since = Date.now();
      demo.fail('sales-stopped', 'on');
      const losing = await eventually(
        demo.payment,
        ({ impact }) => impact.drop !== null && impact.actual === 0 && (impact.impactShare?.value ?? 0) > 0.9,
        since + 5 * minute,
      );
      expect(losing.impact.lossPerHour!.value).toBeGreaterThan(0);
      const balance = await demo.balance();
      expect(balance.verdict).toBe('blind-spot');
      expect((await demo.matrix(since)).cells.alarmAndDrop.minutes).toBe(0);
      demo.fail('sales-stopped', 'off');
      await eventually(demo.payment, calm, Date.now() + 15 * minute);
    },
    22 * minute,
  );

  it(
    'vendor-down: above 40% within two full minutes, and after ten minutes money within 15% of the truth',
    async () => {
      const since = Date.now();
      demo.fail('vendor-down', 'on');
      await eventually(
        demo.payment,
        ({ impact }) => impact.drop !== null && (impact.impactShare?.value ?? 0) > 0.4,
        twoFullMinutesAfter(since),
      );
      await eventually(demo.balance, alarmOf('vendor-payfast'), since + 5 * minute);
      const lasting = ({ impact }: BalanceProcess) =>
        impact.drop !== null && Date.parse(impact.window.to) - Date.parse(impact.drop.onset) >= 10 * minute;
      const { error } = await moneyError(demo, await eventually(demo.payment, lasting, since + 14 * minute));
      expect(Math.abs(error)).toBeLessThan(0.15);
      expect((await demo.matrix(since)).cells.alarmAndDrop.minutes).toBeGreaterThan(5);
    },
    20 * minute,
  );
});
