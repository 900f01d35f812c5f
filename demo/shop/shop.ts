import { randomUUID } from 'node:crypto';
import type { Campaign } from '../model/arrival.ts';
import { startCrowd } from './crowd.ts';
import { outbox } from './outbox.ts';
import { type Sender, startSender } from './sender.ts';
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
import type { Surroundings } from './services/surroundings.ts';
import { vendorPayfast } from './services/vendor-payfast.ts';
import { eventLine, type Happening } from './shop-event.ts';
import { switches as newSwitches, type Switches } from './switches.ts';
import { telemetryOf } from './telemetry.ts';
import { truth as newTruth, type Truth } from './truth.ts';

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

export interface ShopSettings {
  wagaUrl: string;
  seed: number;
  /** Epoch milliseconds, a whole minute not after now: the shop's own events begin here. */
  since: number;
  campaigns: readonly Campaign[];
}

export interface Shop {
  switches: Switches;
  truth: Truth;
  sender: Sender;
  services: readonly { name: string; url: string }[];
  close(): Promise<void>;
}

/** Opens the shop: its services, its sender of business events, its batch job and its customers. */
export async function openShop({ wagaUrl, seed, since, campaigns }: ShopSettings): Promise<Shop> {
  const switches = newSwitches();
  const truth = newTruth();
  const box = outbox();
  const running: Service[] = [];
  const at = (name: string): string => running.find((service) => service.name === name)?.url ?? 'http://127.0.0.1:0';

  function happened(happening: Happening): void {
    const { process, step, outcome, minor = 0 } = happening;
    if (happening.at < since) return;
    truth.note('actual', process, step, outcome, happening.at, minor);
    box.add(eventLine(happening, randomUUID()));
  }
  function surroundings(name: string): Surroundings {
    return {
      telemetry: telemetryOf(name, wagaUrl),
      switches,
      at,
      record: (process, step, outcome, details) => happened({ process, step, outcome, at: Date.now(), ...details }),
    };
  }

  running.push(await startService('vendor-payfast', vendorPayfast(switches)));
  for (const [name, routes] of Object.entries(services)) {
    const around = surroundings(name);
    running.push(await startService(name, routes(around), around.telemetry));
  }
  const settlement = surroundings('settlement');
  const stopSettlement = startSettlement(settlement);
  const stopCrowd = startCrowd({
    seed,
    since,
    campaigns,
    now: Date.now(),
    gatewayUrl: at('gateway'),
    payButtonBroken: () => switches.on('sales-stopped'),
    ideal(process, step, outcome, when, minor = 0) {
      if (when >= since) truth.note('expected', process, step, outcome, when, minor);
    },
    caughtUp: (customer) => (process, step, outcome, when, minor) =>
      happened({ process, step, outcome, at: when, user: customer.user, minor, method: methodOf(process, customer) }),
  });
  const sender = startSender(box, wagaUrl, since, () => switches.on('sender-stopped'));
  return {
    switches,
    truth,
    sender,
    services: running.map(({ name, url }) => ({ name, url })),
    async close() {
      stopCrowd();
      stopSettlement();
      await sender.stop();
      await Promise.all([...running.map((service) => service.close()), settlement.telemetry.shutdown()]);
    },
  };
}

function methodOf(process: string, customer: { method: string }): string | undefined {
  return process === 'payment' ? customer.method : undefined;
}
