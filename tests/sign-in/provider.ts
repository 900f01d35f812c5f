/** A real provider of OpenID Connect on loopback that knows the accounts of the test and asks nobody anything. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export interface Account {
  [claim: string]: unknown;
}

export interface TestProvider {
  issuer: string;
  /** Who is signed in at the provider, by subject. */
  current: string;
  accounts: Map<string, Account>;
  /** The person says no when asked. */
  denies: boolean;
  /** Answers instead of the provider where it returns true. */
  intercept: ((request: IncomingMessage, response: ServerResponse) => boolean) | null;
  requests: string[];
  close(): Promise<void>;
}

export async function startProvider(redirectUri: () => string, codeSeconds = 60): Promise<TestProvider> {
  let handle: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) => response.end();
  const test: TestProvider = {
    issuer: '',
    current: 'subject-anna',
    accounts: new Map(),
    denies: false,
    intercept: null,
    requests: [],
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  const server: Server = createServer((request, response) => {
    test.requests.push(`${request.method} ${request.url?.split('?')[0]}`);
    if (test.intercept?.(request, response) !== true) handle(request, response);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  test.issuer = `http://127.0.0.1:${port}`;

  const provider = new Provider(test.issuer, {
    clients: [
      {
        client_id: 'waga',
        client_secret: 'a secret that both know',
        redirect_uris: [redirectUri()],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        token_endpoint_auth_method: 'client_secret_basic',
      },
    ],
    claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'groups', 'products'], email: ['email'] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    ttl: {
      AuthorizationCode: codeSeconds,
      Session: 3_600,
      Grant: 3_600,
      Interaction: 600,
      AccessToken: 600,
      IdToken: 600,
    },
    findAccount: (_context, subject) => {
      const account = test.accounts.get(subject);
      return account && { accountId: subject, claims: async () => ({ sub: subject, ...account }) };
    },
  });
  // a test's provider asks for nothing: it is at once signed in as `current`, who consents or says no
  const callback = provider.callback();
  handle = async (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return callback(request, response);
    if (test.denies) {
      return provider.interactionFinished(request, response, { error: 'access_denied' });
    }
    const { params } = await provider.interactionDetails(request, response);
    const grant = new provider.Grant({ accountId: test.current, clientId: String(params.client_id) });
    grant.addOIDCScope(String(params.scope));
    const grantId = await grant.save();
    return provider.interactionFinished(request, response, {
      login: { accountId: test.current },
      consent: { grantId },
    });
  };
  return test;
}
