import type { FastifyInstance } from 'fastify';
import { createPasswords } from './actions/passwords.ts';
import type { OpenIdSettings } from './openid.ts';
import { accountRoutes } from './routes/account.ts';
import { type OpenIdRouteDeps, openIdPath, openIdRoutes } from './routes/openid.ts';
import { peopleRoutes } from './routes/people.ts';
import { type EntranceDeps, signInRoutes } from './routes/sign-in.ts';
import { byAddress, byName, Throttle } from './throttle.ts';

export interface AccessRouteDeps
  extends Omit<EntranceDeps, 'passwords' | 'attempts' | 'ways'>,
    Omit<OpenIdRouteDeps, 'settings'> {
  config: { signIn: { password: boolean; openid?: OpenIdSettings | undefined } };
}

/** People, their sessions, and how they come in. */
export function accessRoutes(app: FastifyInstance, deps: AccessRouteDeps): void {
  const { password, openid: settings } = deps.config.signIn;
  const attempts = { names: new Throttle(byName), addresses: new Throttle(byAddress) };
  const openid = settings === undefined ? null : { label: settings.label, path: openIdPath };
  const all = { ...deps, passwords: createPasswords(), attempts, ways: { password, openid } };
  if (settings !== undefined) openIdRoutes(app, { ...deps, settings });
  signInRoutes(app, all);
  accountRoutes(app, all);
  peopleRoutes(app, all);
}
