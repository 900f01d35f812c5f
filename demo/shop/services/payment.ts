import { work } from '../delay.ts';
import type { Exchange, Reply, Route } from '../service.ts';
import { query } from './orders-database.ts';
import type { Surroundings } from './surroundings.ts';

const vendorTimeoutMs = 8_000;
const softTimeoutMs = 1_000;

interface Payment {
  user: number;
  minor: number;
  method: string;
  card: string;
  cashback: boolean;
}

function paymentIn(body: Record<string, unknown>): Payment | null {
  const { user, minor, method, card, cashback } = body;
  if (typeof user !== 'number' || typeof minor !== 'number' || typeof method !== 'string') return null;
  return { user, minor, method, card: String(card), cashback: cashback === true };
}

/** Cards go to the vendor, blik and transfer through the shop's own line to the banks. Answers an HTTP status. */
async function authorise(payment: Payment, around: Surroundings, gone: AbortSignal): Promise<number> {
  if (payment.method !== 'card') {
    await work(140, gone);
    return 201;
  }
  const heard = await around.call(
    'vendor-payfast',
    {
      method: 'POST',
      path: '/authorisations',
      body: { minor: payment.minor, card: payment.card },
      timeoutMs: vendorTimeoutMs,
      gone,
    },
    true,
  );
  if (heard.status === 201 || heard.status === 402) return heard.status;
  return heard.why === 'timeout' ? 504 : 502;
}

/** An instance that was not rolled out anew does not read the flag, where that failure is on. */
const deafShare = 1 / 3;

/** Whether a card may be used now: customers who see no cards at the till choose another way, or leave. */
function isOffered({ method, user }: Payment, { flags, switches }: Surroundings): boolean {
  if (method !== 'card' || flags.isOn('card-payments', user)) return true;
  return switches.on('switch-ignored') && user % 3 < deafShare * 3;
}

/** What a completed payment sets going without waiting for it: soft and asynchronous dependencies. */
function follow(payment: Payment, around: Surroundings): void {
  const body = { user: payment.user, minor: payment.minor };
  if (payment.cashback) {
    void around.call('cashback', { method: 'POST', path: '/grants', body, timeoutMs: softTimeoutMs });
  }
  void around.call('notification', { method: 'POST', path: '/messages', body, timeoutMs: softTimeoutMs });
}

async function pay({ body, gone }: Exchange, around: Surroundings): Promise<Reply> {
  const payment = paymentIn(body);
  if (!payment) return { status: 400 };
  if (!isOffered(payment, around)) return { status: 409 };
  const { user, method, minor } = payment;
  around.record('payment', 'started', 'ok', { user, method });
  await query('SELECT', around, gone);
  const ready = await query('INSERT', around, gone, true);
  const status = ready ? await authorise(payment, around, gone) : 503;
  if (gone.aborted || status !== 201) {
    // A customer who has left does not pay: the authorisation is voided.
    around.record('payment', 'authorised', gone.aborted ? 'abandoned' : 'failed', { user, method });
    return { status };
  }
  around.record('payment', 'authorised', 'ok', { user, method });
  around.record('payment', 'completed', 'ok', { user, method, minor });
  follow(payment, around);
  return { status: 201 };
}

/** Takes payments by card, blik and transfer. */
export function payment(around: Surroundings): Route[] {
  return [{ method: 'POST', route: '/payments', handle: (exchange) => pay(exchange, around) }];
}
