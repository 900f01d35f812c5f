import type { IdGenerator } from '@opentelemetry/sdk-trace';
import type { Outcome, Process } from '../model/world.ts';
import { callsOf } from './caller.ts';
import { type Flags, newFlags } from './flags.ts';
import { type Ledger, ledger as newLedger } from './ledger.ts';
import { type Route, type Service, startService } from './service.ts';
import { basket } from './services/basket.ts';
import { cashback } from './services/cashback.ts';
import { catalogue } from './services/catalogue.ts';
import { checkout } from './services/checkout.ts';
import { gateway } from './services/gateway.ts';
import { notification } from './services/notification.ts';
import { onboarding } from './services/onboarding.ts';
import { payment } from './services/payment.ts';
import { startSettlement } from './services/settlement.ts';
import type { RecordEvent, Surroundings } from './services/surroundings.ts';
import { vendorPayfast } from './services/vendor-payfast.ts';
import type { Switches } from './switches.ts';
import { telemetryOf } from './telemetry.ts';

const services: Readonly<Record<string, (around: Surroundings) => Route[]>> = {
  gateway,
  catalogue,
  basket,
  checkout,
  'payment-api': payment,
  cashback,
  notification,
  onboarding,
};

/** Three of four traces are left out, which keeps the shop light and leaves enough to count from. */
const usualTraceShare = 0.25;

export interface ServiceSettings {
  wagaUrl: string;
  switches: Switches;
  /** What customers may do; as usual unless given. */
  flags?: Flags | undefined;
  /** Tells the business what happened; the time is now. */
  record: (process: Process, step: string, outcome: Outcome, details: Parameters<RecordEvent>[3]) => void;
  /** Share of the traces that is kept, above 0 and up to 1. */
  traceShare?: number | undefined;
  /** Ids of traces and spans, by chance unless given. */
  traceIds?: IdGenerator | undefined;
}

export interface ShopServices {
  services: readonly { name: string; url: string }[];
  ledger: Ledger;
  at(name: string): string;
  /** Stops taking requests and sends what telemetry is left. */
  close(): Promise<void>;
}

/** Starts the services of the shop and its batch job, without customers. */
export async function startServices(settings: ServiceSettings): Promise<ShopServices> {
  const { wagaUrl, switches, flags = newFlags(), record, traceShare = usualTraceShare, traceIds } = settings;
  const running: Service[] = [];
  const ledger = newLedger();
  const at = (name: string): string => running.find((service) => service.name === name)?.url ?? 'http://127.0.0.1:0';

  function surroundings(name: string): Surroundings {
    const traces = traceIds === undefined ? {} : { ids: traceIds };
    const telemetry = telemetryOf(name, { wagaUrl, share: traceShare, ...traces });
    return { name, telemetry, switches, flags, ledger, record, call: callsOf({ name, telemetry, ledger, at }) };
  }

  running.push(await startService('vendor-payfast', vendorPayfast(switches)));
  for (const [name, routes] of Object.entries(services)) {
    const around = surroundings(name);
    running.push(await startService(name, routes(around), around));
  }
  const settlement = surroundings('settlement');
  const stopSettlement = startSettlement(settlement);
  return {
    services: running.map(({ name, url }) => ({ name, url })),
    ledger,
    at,
    async close() {
      stopSettlement();
      await Promise.all([...running.map((service) => service.close()), settlement.telemetry.shutdown()]);
    },
  };
}
