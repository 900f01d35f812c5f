import type { Call } from '../model/visit.ts';

export const labelNames = [
  'service.name',
  'http.request.method',
  'http.route',
  'http.response.status_code',
  'server.address',
  'error.type',
  'outcome',
] as const;
export type Labels = Partial<Record<(typeof labelNames)[number], string>>;

/** One kind of observation: a series, and the median milliseconds that the live services need. */
export interface Observed {
  metric: string;
  labels: Labels;
  ms: number;
}

function served(service: string, method: string, route: string, status: number, ms: number): Observed {
  const labels = { 'service.name': service, 'http.request.method': method, 'http.route': route };
  const code = String(status);
  return { metric: 'http.server.request.duration', labels: { ...labels, 'http.response.status_code': code }, ms };
}

/** A request as the gateway and as the service behind it saw it. */
function through(service: string, method: string, route: string, status: number, ms: number): Observed[] {
  return [served('gateway', method, route, status, ms + 4), served(service, method, route, status, ms)];
}

function asked(service: string): Observed[] {
  const labels = { 'service.name': service, 'server.address': 'orders-db' };
  const query = { metric: 'db.client.operation.duration', labels, ms: 8 };
  return [query, query];
}

function paid(byCard: boolean, ok: boolean, withCashback: boolean): Observed[] {
  const seen = through('payment-api', 'POST', '/payments', ok ? 201 : 402, byCard ? 185 : 165);
  seen.push(...asked('payment-api'));
  if (byCard) {
    const code = ok ? '201' : '402';
    const labels = { 'service.name': 'payment-api', 'http.request.method': 'POST', 'server.address': 'vendor-payfast' };
    const metric = 'http.client.request.duration';
    seen.push({ metric, labels: { ...labels, 'http.response.status_code': code }, ms: 163 });
  }
  if (ok) seen.push(served('notification', 'POST', '/messages', 202, 13));
  if (ok && withCashback) seen.push(served('cashback', 'POST', '/grants', 201, 26));
  return seen;
}

/** Every request that one act of a customer causes in a shop where nothing fails. */
export function caused(call: Call, byCard: boolean, ok: boolean, withCashback: boolean): Observed[] {
  switch (call) {
    case 'browse':
      return [
        ...through('catalogue', 'GET', '/products', 200, 10),
        ...through('catalogue', 'GET', '/products/:id', 200, 7),
      ];
    case 'basket':
      return through('basket', 'POST', '/baskets', 201, 11);
    case 'checkout':
      return [...through('checkout', 'POST', '/checkouts', 201, 34), ...asked('checkout')];
    case 'pay':
      return paid(byCard, ok, withCashback);
    case 'form':
      return through('onboarding', 'POST', '/onboardings', 201, 26);
    case 'submit':
      return through('onboarding', 'POST', '/onboardings/:id/submission', ok ? 201 : 402, 71);
  }
}
