import { randomBytes } from 'node:crypto';
import { NewPerson, PeopleAnswer, TokenMade, TokensAnswer } from '../features/access/contract.ts';
import { type Client, createClient } from './client.ts';

/** By what a person and the shop come in; kept with the demo's data, so that a restart changes nothing. */
export interface DemoAccess {
  name: string;
  password: string;
  /** The shop's token. */
  token: string;
}

const name = 'demo';
const tokenName = 'demo-shop';
const sources = ['shop-events', 'shop-otlp'];

/** Makes a person who sees and may do everything, and a token for the shop, as anybody would over HTTP. */
export async function makeDemoAccess(server: string, data: string): Promise<DemoAccess> {
  const client = createClient({ server, data });
  const password = randomBytes(12).toString('base64url');
  const { secret } = await invitationFor(client);
  await client.request({ method: 'POST', path: '/api/v1/invitations/accept', body: { secret, password } });
  return { name, password, token: await shopToken(client) };
}

/** A demo that was stopped on its way has made them already: then there is a new invitation, or a new secret. */
async function invitationFor(client: Client): Promise<{ secret: string }> {
  const { people } = PeopleAnswer.parse((await client.request({ method: 'GET', path: '/api/v1/people' })).body);
  const known = people.find((person) => person.name === name);
  if (known !== undefined) {
    const path = `/api/v1/people/${known.id}/invitation`;
    return (await client.request({ method: 'POST', path })).body as { secret: string };
  }
  const body = NewPerson.parse({ name, displayName: 'Demo', roles: ['administrator'], money: 'all' });
  const made = await client.request({ method: 'POST', path: '/api/v1/people', body });
  return (made.body as { invitation: { secret: string } }).invitation;
}

async function shopToken(client: Client): Promise<string> {
  const { tokens } = TokensAnswer.parse((await client.request({ method: 'GET', path: '/api/v1/tokens' })).body);
  const known = tokens.find((token) => token.name === tokenName);
  const made =
    known === undefined
      ? await client.request({
          method: 'POST',
          path: '/api/v1/tokens',
          body: { name: tokenName, scopes: ['ingest'], sources },
        })
      : await client.request({ method: 'POST', path: `/api/v1/tokens/${known.id}/rotate`, body: { graceMinutes: 0 } });
  return TokenMade.parse(made.body).secret;
}
