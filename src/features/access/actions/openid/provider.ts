import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretBasic,
  type Configuration,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  fetchUserInfo,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { ProductError } from '../../../../errors.ts';
import { hour } from '../../../../maths/instants.ts';
import { type Claims, hasClaim, type OpenIdSettings } from '../../openid.ts';
import type { Outgoing } from '../../outgoing.ts';
import { asFetch } from '../as-fetch.ts';
import { type Ticket, ticketLifeMs } from './ticket.ts';

/** Who came back from the provider. `issuer` and `subject` together say who it is. */
export interface Identity {
  issuer: string;
  subject: string;
  claims: Claims;
}

export interface Provider {
  /** Where the browser is sent, and what must be found again when it comes back. */
  begin(redirectUri: string, to: string): Promise<{ address: string; ticket: Ticket }>;
  /** `callback` is the address with which the browser came back. Throws ProductError as `explained` says. */
  finish(callback: URL, ticket: Ticket): Promise<Identity>;
}

export interface ProviderDeps {
  settings: OpenIdSettings;
  outgoing: Outgoing;
  now: () => number;
}

/** What a provider says of itself is asked again after this time. */
const knownForMs = hour;

/** The provider, asked through the guarded client alone. */
export function openProvider({ settings, outgoing, now }: ProviderDeps): Provider {
  let known: { configuration: Promise<Configuration>; at: number } | null = null;

  function configuration(): Promise<Configuration> {
    if (known !== null && now() - known.at < knownForMs) return known.configuration;
    const asked = discover(settings, outgoing);
    const mine = { configuration: asked, at: now() };
    known = mine;
    asked.catch(() => {
      if (known === mine) known = null;
    });
    return asked;
  }

  return {
    async begin(redirectUri, to) {
      const ticket: Ticket = {
        state: randomState(),
        nonce: randomNonce(),
        verifier: randomPKCECodeVerifier(),
        to,
        expiresAt: now() + ticketLifeMs,
      };
      const found = await configuration().catch(explained);
      const address = buildAuthorizationUrl(found, {
        redirect_uri: redirectUri,
        scope: settings.scopes.join(' '),
        state: ticket.state,
        nonce: ticket.nonce,
        code_challenge: await calculatePKCECodeChallenge(ticket.verifier),
        code_challenge_method: 'S256',
      });
      return { address: address.href, ticket };
    },

    async finish(callback, ticket) {
      const found = await configuration().catch(explained);
      const tokens = await authorizationCodeGrant(found, callback, {
        expectedState: ticket.state,
        expectedNonce: ticket.nonce,
        pkceCodeVerifier: ticket.verifier,
        idTokenExpected: true,
      }).catch(explained);
      const signed = tokens.claims();
      if (signed === undefined) throw notCompleted();
      const wanted = [settings.nameClaim, settings.rolesClaim, ...(settings.moneyClaim ? [settings.moneyClaim] : [])];
      const complete = wanted.every((name) => hasClaim(signed, name));
      const more =
        complete || found.serverMetadata().userinfo_endpoint === undefined
          ? {}
          : await fetchUserInfo(found, tokens.access_token, signed.sub).catch(explained);
      return { issuer: signed.iss, subject: signed.sub, claims: { ...more, ...signed } };
    },
  };
}

function discover(settings: OpenIdSettings, outgoing: Outgoing): Promise<Configuration> {
  const issuer = new URL(settings.issuer);
  const secret = settings.clientSecret?.reveal();
  return discovery(issuer, settings.clientId, {}, secret === undefined ? None() : ClientSecretBasic(secret), {
    [customFetch]: asFetch(outgoing, 'sign-in'),
    // the configuration takes http for loopback only
    ...(issuer.protocol === 'http:' ? { execute: [allowInsecureRequests] } : {}),
  });
}

const notCompleted = (): ProductError =>
  new ProductError('wrong_credentials', 'The sign-in could not be completed. Please begin again.');

/**
 * What went wrong, without a word of the provider's answer: `outbound_refused` or `outbound_failed` where it could not be
 * asked, `not_allowed` where it says that the person may not, `wrong_credentials` for everything that does not fit together.
 */
function explained(error: unknown): never {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof ProductError) throw cause;
    const { error: told, code, status } = cause as { error?: unknown; code?: unknown; status?: unknown };
    if (told === 'access_denied') throw new ProductError('not_allowed', 'The provider did not let you in.');
    const odd = code === 'OAUTH_RESPONSE_IS_NOT_CONFORM' || code === 'OAUTH_RESPONSE_IS_NOT_JSON';
    const failing = typeof status === 'number' && status >= 500;
    if (odd || failing)
      throw new ProductError('outbound_failed', 'The provider of the sign-in did not answer as it should.', {
        kind: 'answer',
      });
  }
  throw notCompleted();
}
