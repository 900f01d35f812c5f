import { ProductError } from '../../../../errors.ts';
import type { OpenIdSettings } from '../../openid.ts';
import { pathWithin } from '../../openid.ts';
import type { Outgoing } from '../../outgoing.ts';
import { addressKey, byAddress, Throttle } from '../../throttle.ts';
import type { BegunSession, RequestFacts, SessionDeps } from '../begin-session.ts';
import { nobody, writeAudit } from '../write-audit.ts';
import { admit } from './person-of.ts';
import type { Provider } from './provider.ts';
import { Tickets } from './ticket.ts';

export interface ElsewhereDeps extends SessionDeps {
  settings: OpenIdSettings;
  outgoing: Outgoing;
}

export interface Elsewhere {
  /** Where to send the browser, and what it must bring back in a cookie. */
  begin(redirectUri: string, to: string | undefined, facts: RequestFacts): Promise<{ address: string; ticket: string }>;
  /** The session and the page one was going to. */
  finish(callback: URL, ticket: string | null, facts: RequestFacts): Promise<{ begun: BegunSession; to: string }>;
}

/** Sign-in by a provider of OpenID Connect: authorization code with PKCE, state and nonce, bound to the browser by a cookie. */
export function signInElsewhere(deps: ElsewhereDeps): Elsewhere {
  let opened: Promise<Provider> | undefined;
  const tickets = new Tickets();
  const attempts = new Throttle(byAddress);

  /** Each attempt may make the server ask the provider, so addresses have only so many. */
  function count({ address }: RequestFacts): void {
    const waitMs = attempts.attempt(addressKey(address), deps.now());
    if (waitMs <= 0) return;
    const retryAfterSeconds = Math.ceil(waitMs / 1_000);
    const message = `Too many attempts; try again in ${retryAfterSeconds} s.`;
    throw new ProductError('too_many_attempts', message, { retryAfterSeconds });
  }

  /** The package that asks it is loaded with the first sign-in. */
  const provider = (): Promise<Provider> => {
    opened ??= import('./provider.ts').then(({ openProvider }) => openProvider(deps));
    return opened;
  };

  return {
    async begin(redirectUri, to, facts) {
      count(facts);
      const begun = await (await provider()).begin(redirectUri, pathWithin(to));
      return { address: begun.address, ticket: tickets.seal(begun.ticket) };
    },

    async finish(callback, sealed, facts) {
      count(facts);
      const ticket = sealed === null ? null : tickets.open(sealed, deps.now());
      if (ticket === null) {
        await noteRefusal(deps, facts, 'not begun in this browser');
        throw new ProductError(
          'link_spent',
          'This sign-in was not begun in this browser, or too long ago. Please begin again.',
        );
      }
      const { finish } = await provider();
      const identity = await finish(callback, ticket).catch(async (error: unknown) => {
        await noteRefusal(deps, facts, error instanceof ProductError ? error.code : 'internal');
        throw error;
      });
      return { begun: await admit(deps, identity, facts), to: ticket.to };
    },
  };
}

async function noteRefusal({ records, now }: ElsewhereDeps, { address }: RequestFacts, why: string): Promise<void> {
  const line = { who: nobody, address, action: 'session.begin', subject: 'person (not known)' } as const;
  await writeAudit(records, now(), { ...line, details: { by: 'openid', why }, outcome: 'refused' });
}
