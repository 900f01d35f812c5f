import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { pastCampaigns } from '../model/past.ts';
import { startControl } from './control.ts';
import { openShop } from './shop.ts';

const { values } = parseArgs({
  options: {
    waga: { type: 'string' },
    port: { type: 'string', default: '9243' },
    seed: { type: 'string', default: '1' },
    since: { type: 'string' },
  },
});
const wagaUrl = values.waga ?? 'http://127.0.0.1:9242';
const since = Number(values.since ?? Math.floor(Date.now() / 60_000) * 60_000);

const shop = await openShop({ wagaUrl, seed: Number(values.seed), since, campaigns: pastCampaigns(since) });
try {
  // without one nobody can sign, so that nobody switches
  const hookSecret = process.env.WAGA_HOOK_SECRET ?? `whsec_${randomBytes(32).toString('base64')}`;
  const control = await startControl(shop, { port: Number(values.port), wagaUrl, hookSecret });
  console.log(`The shop is at ${control.url}`);
  let closing = false;
  const close = async (): Promise<void> => {
    if (closing) return;
    closing = true;
    // Whoever is asked last for its telemetry may be gone already.
    setTimeout(() => process.exit(0), 3_000).unref();
    control.close();
    await shop.close();
    process.exit(0);
  };
  process.on('SIGINT', close);
  process.on('SIGTERM', close);
  // The parent holds the other end of the channel: when it is gone, so is the shop.
  process.on('disconnect', close);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(3);
}
