import { work } from '../delay.ts';
import type { Route } from '../service.ts';
import type { Surroundings } from './surroundings.ts';

const timeoutMs = 15_000;

const behind = [
  { method: 'GET', route: '/products', service: 'catalogue' },
  { method: 'GET', route: '/products/:id', service: 'catalogue' },
  { method: 'POST', route: '/baskets', service: 'basket' },
  { method: 'POST', route: '/checkouts', service: 'checkout' },
  { method: 'POST', route: '/payments', service: 'payment-api' },
  { method: 'POST', route: '/onboardings', service: 'onboarding' },
  { method: 'POST', route: '/onboardings/:id/submission', service: 'onboarding' },
] as const;

/** The one way in: passes each request on, and hangs up behind when the customer hangs up in front. */
export function gateway(around: Surroundings): Route[] {
  return behind.map(({ method, route, service }) => ({
    method,
    route,
    async handle({ path, body, gone }) {
      await work(1, gone);
      const asked = method === 'GET' ? { method, path, timeoutMs, gone } : { method, path, body, timeoutMs, gone };
      const heard = await around.call(service, asked);
      if (heard.status) return { status: heard.status, body: heard.body };
      return { status: heard.why === 'timeout' ? 504 : 502 };
    },
  }));
}
