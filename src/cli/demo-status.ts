import { readFileSync } from 'node:fs';
import { ProductError } from '../errors.ts';
import { OutagesAnswer } from '../features/outages/outage-contract.ts';
import type { DemoAccess } from './demo-access.ts';

/** What customers are told of outages that the history left. */
interface Told {
  told: { subject: string; from: string; post: unknown }[];
}

/** Tells customers of outages as the person of the demo, since no token may: by a session, as a browser does. */
export async function tellDemoCustomers(server: string, access: DemoAccess, file: string): Promise<void> {
  const { told } = JSON.parse(readFileSync(file, 'utf8')) as Told;
  const { name, password } = access;
  const begun = await send(server, '/api/v1/sign-in', {}, { name, password });
  const cookie = begun.headers
    .getSetCookie()
    .map((text) => text.split(';')[0])
    .join('; ');
  for (const { subject, from, post } of told) {
    const listed = await send(server, `/api/v1/outages?subject=${encodeURIComponent(subject)}&limit=500`, { cookie });
    const { outages } = OutagesAnswer.parse(await listed.json());
    const found = outages.find((one) => Date.parse(one.ends.from) === Date.parse(from));
    if (found) await send(server, `/api/v1/outages/${encodeURIComponent(found.id)}/posts`, { cookie }, post);
  }
}

async function send(server: string, path: string, headers: Record<string, string>, body?: unknown): Promise<Response> {
  const answer = await fetch(`${server}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { ...headers, origin: server, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new ProductError('internal', `${path} answered ${answer.status}: ${await answer.text()}`);
  return answer;
}
