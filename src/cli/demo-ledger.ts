import { readFileSync } from 'node:fs';
import { createClient } from './client.ts';

/** What the history left, as bodies of the API. */
interface Ledger {
  recorded: { source: string; outages: unknown[] };
  drafts: unknown[];
}

/** Tells the server of the outages that the history holds, as anybody would over HTTP. */
export async function tellOutages(server: string, data: string, file: string): Promise<void> {
  const { recorded, drafts } = JSON.parse(readFileSync(file, 'utf8')) as Ledger;
  const client = createClient({ server, data });
  await client.request({ method: 'POST', path: '/api/v1/outages/import', body: recorded });
  for (const body of drafts) await client.request({ method: 'POST', path: '/api/v1/outages', body });
}
