import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BalanceProcess } from '../../src/features/balance/contract.ts';
import { describeWith } from '../needs.ts';
import { eventually, moneyError, type RunningDemo, startDemo, twoFullMinutesAfter } from './running-demo.ts';

const minute = 60_000;

/** Payment is measured, nothing is missing and no drop is open any more. */
const calm = ({ impact }: BalanceProcess) => impact.state === 'ok' && impact.drop === null;
type Balance = Awaited<ReturnType<RunningDemo['balance']>>;
const alarmOf = (component: string) => (balance: Balance) =>
  balance.components.find(({ name }) => name === component)?.health.state === 'alarm';
const anyAlarm = (balance: Balance) => balance.components.some(({ health }) => health.state === 'alarm');

// Each failure has a demo of its own and they run side by side, so that it takes the time of the longest.
describeWith('long', 'the demo at its own pace', () => {
  const demos = new Map<string, RunningDemo>();
  const failures = ['vendor-down', 'batch-fails', 'sender-stopped', 'sales-stopped', 'cashback-errors'];
  beforeAll(async () => {
    for (const [index, failure] of failures.entries()) {
      demos.set(failure, await startDemo(['--days', '36', '--seed', String(index + 1)]));
    }
    for (const demo of demos.values()) await eventually(demo.payment, calm, Date.now() + 3 * minute);
    for (const demo of demos.values()) await eventually(demo.balance, (b) => !anyAlarm(b), Date.now() + 3 * minute);
  }, 15 * minute);
  afterAll(async () => {
    await Promise.all([...demos.values()].map((demo) => demo.stop()));
  }, minute);

  it.concurrent(
    'vendor-down: above 40% within two full minutes, after ten minutes money within 15% of the truth',
    async () => {
      const demo = demos.get('vendor-down')!;
      const since = Date.now();
      demo.fail('vendor-down', 'on');
      const reached = ({ impact }: BalanceProcess) => impact.drop !== null && (impact.impactShare?.value ?? 0) > 0.4;
      await eventually(demo.payment, reached, twoFullMinutesAfter(since));
      await eventually(demo.balance, alarmOf('vendor-payfast'), since + 5 * minute);
      const lasting = ({ impact }: BalanceProcess) =>
        impact.drop !== null && Date.parse(impact.window.to) - Date.parse(impact.drop.onset) >= 10 * minute;
      const process = await eventually(demo.payment, lasting, since + 14 * minute);
      const { error, minutes } = await moneyError(demo, process);
      console.log(`after ${minutes} minutes Waga says ${(100 * error).toFixed(1)}% more than the truth`);
      expect(Math.abs(error)).toBeLessThan(0.15);
      expect((await demo.matrix(since)).cells.alarmAndDrop.minutes).toBeGreaterThan(5);
    },
    18 * minute,
  );

  it.concurrent(
    'batch-fails: a technical alarm, no business drop, shown as noise',
    async () => {
      const demo = demos.get('batch-fails')!;
      const since = Date.now();
      demo.fail('batch-fails', 'on');
      const alarmed = await eventually(demo.balance, alarmOf('settlement'), since + 4 * minute);
      expect(alarmed.verdict).toBe('noise');
      const { cells } = await eventually(
        () => demo.matrix(since),
        (matrix) => matrix.cells.alarmNoDrop.minutes >= 5,
        since + 12 * minute,
      );
      expect(cells.alarmAndDrop.minutes + cells.dropNoAlarm.minutes).toBe(0);
      // By now the window lies in live minutes: they are counted to the last event, and what the history lets expect.
      const { impact } = await demo.payment();
      const { actual: came } = (await demo.truth(impact.window.from, impact.window.to)).processes.payment!;
      const spread = 3 * Math.hypot(Math.sqrt(came.count), (impact.expected!.high - impact.expected!.low) / 3.3);
      expect(impact.drop).toBeNull();
      expect(impact.actual).toBe(came.count);
      expect(Math.abs(came.count - impact.expected!.value)).toBeLessThan(spread);
    },
    14 * minute,
  );

  it.concurrent(
    'sender-stopped: unknown within three minutes and no loss; what comes late makes it known',
    async () => {
      const demo = demos.get('sender-stopped')!;
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

  it.concurrent(
    'sales-stopped: measured zero, impact and loss, and no technical alarm: a blind spot',
    async () => {
      const demo = demos.get('sales-stopped')!;
      const since = Date.now();
      demo.fail('sales-stopped', 'on');
      const zero = ({ impact }: BalanceProcess) =>
        impact.drop !== null && impact.actual === 0 && (impact.impactShare?.value ?? 0) > 0.9;
      const losing = await eventually(demo.payment, zero, since + 8 * minute);
      expect(losing.impact.lossPerHour!.value).toBeGreaterThan(0);
      expect((await demo.balance()).verdict).toBe('blind-spot');
      const { cells } = await demo.matrix(since);
      expect(cells.alarmAndDrop.minutes).toBe(0);
      expect(cells.dropNoAlarm.minutes).toBeGreaterThan(0);
      demo.fail('sales-stopped', 'off');
      await eventually(demo.payment, calm, Date.now() + 20 * minute);
    },
    30 * minute,
  );

  it.concurrent(
    'cashback-errors: cashback drops, payment does not',
    async () => {
      const demo = demos.get('cashback-errors')!;
      const since = Date.now();
      demo.fail('cashback-errors', 'on');
      const cashback = async () => (await demo.balance()).processes.find(({ name }) => name === 'cashback')!;
      await eventually(cashback, ({ impact }) => impact.drop !== null, since + 6 * minute);
      await eventually(demo.balance, alarmOf('cashback'), since + 6 * minute);
      expect((await demo.payment()).impact.drop).toBeNull();
    },
    8 * minute,
  );
});
