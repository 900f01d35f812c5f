import { randomUUID } from 'node:crypto';
import type { Campaign } from '../model/arrival.ts';
import { startCrowd } from './crowd.ts';
import { type Flags, newFlags } from './flags.ts';
import type { Ledger } from './ledger.ts';
import { outbox } from './outbox.ts';
import { type Sender, startSender } from './sender.ts';
import { eventLine, type Happening } from './shop-event.ts';
import { startServices } from './shop-services.ts';
import { switches as newSwitches, type Switches } from './switches.ts';
import { truth as newTruth, type Truth } from './truth.ts';

export interface ShopSettings {
  wagaUrl: string;
  seed: number;
  /** Epoch milliseconds, a whole minute not after now: the shop's own events begin here. */
  since: number;
  campaigns: readonly Campaign[];
}

export interface Shop {
  switches: Switches;
  flags: Flags;
  truth: Truth;
  sender: Sender;
  services: readonly { name: string; url: string }[];
  /** What the services counted themselves. */
  ledger: Ledger;
  close(): Promise<void>;
}

/** Opens the shop: its services, its sender of business events, its batch job and its customers. */
export async function openShop({ wagaUrl, seed, since, campaigns }: ShopSettings): Promise<Shop> {
  const switches = newSwitches();
  const flags = newFlags();
  const truth = newTruth();
  const box = outbox();

  function happened(happening: Happening): void {
    const { process, step, outcome, minor = 0 } = happening;
    if (happening.at < since) return;
    truth.note('actual', process, step, outcome, happening.at, minor);
    box.add(eventLine(happening, randomUUID()));
  }
  const running = await startServices({
    wagaUrl,
    switches,
    flags,
    record: (process, step, outcome, details) => happened({ process, step, outcome, at: Date.now(), ...details }),
  });
  const stopCrowd = startCrowd({
    seed,
    since,
    campaigns,
    now: Date.now(),
    gatewayUrl: running.at('gateway'),
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
    flags,
    truth,
    sender,
    services: running.services,
    ledger: running.ledger,
    async close() {
      stopCrowd();
      await sender.stop();
      await running.close();
    },
  };
}

function methodOf(process: string, customer: { method: string }): string | undefined {
  return process === 'payment' ? customer.method : undefined;
}
