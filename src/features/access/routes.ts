import type { FastifyInstance } from 'fastify';
import { createPasswords } from './actions/passwords.ts';
import { accountRoutes } from './routes/account.ts';
import { peopleRoutes } from './routes/people.ts';
import { type EntranceDeps, signInRoutes } from './routes/sign-in.ts';
import { byAddress, byName, Throttle } from './throttle.ts';

/** People, their sessions, and how they come in. */
export function accessRoutes(app: FastifyInstance, deps: Omit<EntranceDeps, 'passwords' | 'attempts'>): void {
  const attempts = { names: new Throttle(byName), addresses: new Throttle(byAddress) };
  const all = { ...deps, passwords: createPasswords(), attempts };
  signInRoutes(app, all);
  accountRoutes(app, all);
  peopleRoutes(app, all);
}
