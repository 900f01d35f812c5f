import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, moneyError, type RunningDemo, startDemo, twoFullMinutesAfter } from './running-demo.ts';

const minute = 60_000;
let demo: RunningDemo;

beforeAll(async () => {
  demo = await startDemo(['--days', '36']);
}, 150_000);
afterAll(async () => {
  await demo?.stop();
}, 60_000);

describe('waga demo', () => {
  it('prints its addresses in under two minutes and soon shows live money, measured and calm', async () => {
    expect(demo.startedAfter).toBeLessThan(120);
    const calm = await eventually(demo.payment, ({ impact }) => impact.state === 'ok', Date.now() + 120_000);
    expect(calm.currency).toBe('PLN');
    expect(calm.impact.valuePerEvent!.value).toBeGreaterThan(14_000);
    expect(calm.impact.valuePerEvent!.value).toBeLessThan(16_000);
    expect(calm.impact.drop).toBeNull();
  }, 150_000);

  it('shows the vendor’s failure as impact above 40% within two full minutes, beside the technical alarm', async () => {
    demo.fail('vendor-down', 'on');
    const since = Date.now();
    const losing = await eventually(
      demo.payment,
      ({ impact }) => impact.drop !== null && impact.window.fromOnset && (impact.impactShare?.value ?? 0) > 0.4,
      twoFullMinutesAfter(since),
    );
    expect(Math.abs(Date.parse(losing.impact.drop!.onset) - since)).toBeLessThan(2 * minute);
    const { from, to } = losing.impact.window;
    expect(losing.impact.actual).toBe((await demo.truth(from, to)).processes.payment!.actual.count);
    const alarmed = ({ components }: Awaited<ReturnType<RunningDemo['balance']>>) =>
      components.find(({ name }) => name === 'vendor-payfast')?.health.state === 'alarm';
    await eventually(demo.balance, alarmed, Date.now() + minute);
  }, 200_000);

  it('reckons lost money near what the simulation knows for the same minutes', async () => {
    const lasting = ({ impact }: Awaited<ReturnType<RunningDemo['payment']>>) =>
      impact.drop !== null && Date.parse(impact.window.to) - Date.parse(impact.drop.onset) >= 3 * minute;
    const process = await eventually(demo.payment, lasting, Date.now() + 4 * minute);
    const { error } = await moneyError(demo, process);
    // Three minutes hold some 200 lost payments: chance alone moves the truth by a tenth. The long test has ten minutes and 15%.
    expect(Math.abs(error)).toBeLessThan(0.35);
  }, 280_000);

  it('says clearly which port is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const args = ['src/cli/waga.ts', 'demo', '--port', '0', '--shop-port', String(port)];
    const refused = spawnSync(process.execPath, args, { encoding: 'utf8' });
    server.close();
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain(`Port ${port} of 127.0.0.1 is taken. Choose another with --shop-port.`);
  });

  it('stops all it started on Ctrl-C', async () => {
    const { waga, shop } = demo;
    expect(await demo.stop()).toBe(0);
    await expect(fetch(`${waga}/healthz`)).rejects.toThrow();
    await expect(fetch(`${shop}/healthz`)).rejects.toThrow();
  }, 60_000);
});
