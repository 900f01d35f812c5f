import { cashbackErrorShare } from '../../model/world.ts';
import { work } from '../delay.ts';
import type { Route } from '../service.ts';
import type { Surroundings } from './surroundings.ts';

/** Gives part of the price back after the payment. Nobody waits for it. */
export function cashback({ switches, record }: Surroundings): Route[] {
  return [
    {
      method: 'POST',
      route: '/grants',
      async handle({ body, gone }) {
        if (typeof body.user !== 'number') return { status: 400 };
        record('cashback', 'requested', 'ok', { user: body.user });
        await work(25, gone);
        if (switches.on('cashback-errors') && Math.random() < cashbackErrorShare) return { status: 500 };
        record('cashback', 'granted', 'ok', { user: body.user });
        return { status: 201 };
      },
    },
  ];
}
