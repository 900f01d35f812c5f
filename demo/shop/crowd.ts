import type { Campaign } from '../model/arrival.ts';
import { type Customer, customersOf, type Kind } from '../model/customers.ts';
import { type Act, type Answer, answer, beginVisit, type Visit } from '../model/visit.ts';
import { walk } from '../model/walk.ts';
import type { Emit } from '../model/world.ts';
import { call, type Heard } from './client.ts';

const minuteMs = 60_000;
/** Longer than any visit without failures lasts, so that nobody who is under way at the start is forgotten. */
const warmUpMinutes = 5;
const kinds: readonly Kind[] = ['buyer', 'looker', 'form'];

export interface CrowdSettings {
  seed: number;
  campaigns: readonly Campaign[];
  gatewayUrl: string;
  /** Epoch milliseconds, a whole minute: from here on the shop's events are its own; what lies before is history. */
  since: number;
  now: number;
  /** The pay button does nothing. */
  payButtonBroken(): boolean;
  /** What would happen if nothing ever failed. */
  ideal: Emit;
  /** What happened to the customer between `since` and `now`, before the services ran: the model's word for it. */
  caughtUp(customer: Customer): Emit;
}

function requestsOf(act: Act, customer: Customer): { method: 'GET' | 'POST'; path: string; body?: object }[] {
  const { user, minor, cashback } = customer;
  const card = customer.declined ? 'empty' : 'good';
  switch (act.call) {
    case 'browse':
      return [
        { method: 'GET', path: '/products' },
        { method: 'GET', path: `/products/p${1 + (user % 24)}` },
      ];
    case 'basket':
      return [{ method: 'POST', path: '/baskets', body: { user, minor } }];
    case 'checkout':
      return [{ method: 'POST', path: '/checkouts', body: { user, minor } }];
    case 'pay':
      return [{ method: 'POST', path: '/payments', body: { user, minor, method: act.method, card, cashback } }];
    case 'form':
      return [{ method: 'POST', path: '/onboardings', body: { user } }];
    case 'submit':
      return [{ method: 'POST', path: `/onboardings/${user}/submission`, body: { user, card } }];
  }
}

function seenIn(heard: Heard): Answer {
  if (heard.why === 'timeout') return 'slow';
  // a card that is not accepted, or not offered: some pay otherwise
  if (heard.status === 402 || heard.status === 409) return 'declined';
  return heard.status >= 200 && heard.status < 300 ? 'ok' : 'failed';
}

/** Leads everybody through the real services as their minute comes. Returns the stop. */
export function startCrowd(settings: CrowdSettings): () => void {
  const { seed, campaigns, gatewayUrl, since, now } = settings;
  let stopped = false;

  async function perform(act: Act, customer: Customer): Promise<Answer> {
    if (act.call === 'pay' && settings.payButtonBroken()) return 'failed';
    let seen: Answer = 'ok';
    for (const one of requestsOf(act, customer)) {
      const heard = await call(gatewayUrl, { ...one, timeoutMs: customer.patienceMs } as Parameters<typeof call>[1]);
      seen = seenIn(heard);
      if (seen !== 'ok') break;
    }
    return seen;
  }

  function goOn(visit: Visit): void {
    if (!visit.next || stopped) return;
    setTimeout(
      async () => {
        if (!visit.next || stopped) return;
        visit.dueAt = Date.now();
        const seen = await perform(visit.next, visit.customer);
        answer(visit, seen, Date.now() - visit.dueAt);
        goOn(visit);
      },
      Math.max(0, visit.dueAt - Date.now()),
    );
  }

  /** Each customer comes twice: once as they would in a world without failures, for the book, and once for real. */
  function admit(minute: number): void {
    for (const kind of kinds) {
      for (const customer of customersOf(seed, minute, kind, campaigns)) {
        if (kind !== 'looker') walk(beginVisit(customer), Number.POSITIVE_INFINITY, settings.ideal);
        const visit = beginVisit(customer);
        walk(visit, now, settings.caughtUp(customer));
        goOn(visit);
      }
    }
  }

  let next = since - warmUpMinutes * minuteMs;
  function admitAll(): void {
    // One minute ahead, so that nobody is late because the minute's people were being drawn.
    for (; next <= Date.now() + minuteMs; next += minuteMs) admit(next);
  }
  admitAll();
  const timer = setInterval(admitAll, 5_000);
  return () => {
    stopped = true;
    clearInterval(timer);
  };
}
