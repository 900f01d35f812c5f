import { work } from '../delay.ts';
import type { Route } from '../service.ts';

/** Holds nothing between calls: the basket travels with the customer, so a restart loses none. */
export function basket(): Route[] {
  return [
    {
      method: 'POST',
      route: '/baskets',
      async handle({ body, gone }) {
        await work(10, gone);
        return typeof body.minor === 'number' ? { status: 201, body: { minor: body.minor } } : { status: 400 };
      },
    },
  ];
}
