import { work } from '../delay.ts';
import type { Route } from '../service.ts';
import { query } from './orders-database.ts';
import type { Surroundings } from './surroundings.ts';

/** Turns a basket into an order. */
export function checkout(around: Surroundings): Route[] {
  return [
    {
      method: 'POST',
      route: '/checkouts',
      async handle({ body, gone }) {
        if (typeof body.minor !== 'number') return { status: 400 };
        await work(15, gone);
        if (!(await query('SELECT', around, gone))) return { status: 503 };
        if (!(await query('INSERT', around, gone, true))) return { status: 503 };
        return { status: 201, body: { minor: body.minor } };
      },
    },
  ];
}
