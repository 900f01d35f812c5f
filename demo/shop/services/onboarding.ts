import { work } from '../delay.ts';
import type { Route } from '../service.ts';
import type { Surroundings } from './surroundings.ts';

/** The form by which somebody becomes a customer: a business process of its own. */
export function onboarding({ record }: Surroundings): Route[] {
  return [
    {
      method: 'POST',
      route: '/onboardings',
      async handle({ body, gone }) {
        if (typeof body.user !== 'number') return { status: 400 };
        record('onboarding', 'started', 'ok', { user: body.user });
        await work(25, gone);
        return { status: 201 };
      },
    },
    {
      method: 'POST',
      route: '/onboardings/:id/submission',
      async handle({ body, gone }) {
        if (typeof body.user !== 'number') return { status: 400 };
        record('onboarding', 'submitted', 'ok', { user: body.user });
        await work(70, gone);
        const known = body.card !== 'empty';
        record('onboarding', 'completed', known ? 'ok' : 'failed', { user: body.user });
        return { status: known ? 201 : 402 };
      },
    },
  ];
}
