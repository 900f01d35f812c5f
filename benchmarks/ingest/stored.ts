/** What the server says that it stored, by two ways: the counter of the source, and the counts per minute of the processes. */
import { processes, sources } from './catalogue.ts';
import type { WagaProcess } from './waga-server.ts';

export interface Stored {
  /** Of GET /api/v1/sources. */
  accepted: number;
  /** The sum over the minutes of every step of every process, as its page shows it. */
  counted: number;
  /** Minutes of that window that the server does not know to be complete; 0, or `counted` is no count of all. */
  unknownMinutes: number;
}

const minuteMs = 60_000;

/** Declares everything complete and asks for all events since `from` (epoch milliseconds). */
export async function storedEvents(waga: WagaProcess, token: string, from: number): Promise<Stored> {
  const now = Date.now();
  const since = Math.floor(from / minuteMs - 2) * minuteMs;
  // the last minute that is over at `now`: bodies never bear a later one
  const to = Math.floor(now / minuteMs) * minuteMs;
  const declared = await fetch(`${waga.url}/api/v1/events`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'waga-source': sources.events,
      'waga-complete-since': new Date(since).toISOString(),
      'waga-complete-until': new Date(now).toISOString(),
    },
  });
  if (declared.status !== 202) throw new Error(`the declaration was answered ${declared.status}`);
  const listed = await waga.ask<{ sources: { name: string; accepted: number }[] }>('GET', '/api/v1/sources');
  const { accepted } = listed.sources.find(({ name }) => name === sources.events)!;
  let counted = 0;
  let unknownMinutes = 0;
  const window = new URLSearchParams({ from: new Date(since).toISOString(), to: new Date(to).toISOString() });
  for (const name of processes) {
    const funnel = await waga.ask<{ unknownMinutes: number; steps: { done: number; notDone: number }[] }>(
      'GET',
      `/api/v1/processes/${name}/funnel?${window}`,
    );
    unknownMinutes += funnel.unknownMinutes;
    for (const { done, notDone } of funnel.steps) counted += done + notDone;
  }
  return { accepted, counted, unknownMinutes };
}

/** A sentence that says whether what was acknowledged is what is stored. Throws when it is not: such a run has no figure. */
export function comparison(acknowledged: number, { accepted, counted, unknownMinutes }: Stored): string {
  if (acknowledged !== accepted || acknowledged !== counted || unknownMinutes > 0) {
    const found = `the source counts ${accepted}, the minutes ${counted}, ${unknownMinutes} minutes are unknown`;
    throw new Error(`${acknowledged} events were acknowledged, but ${found}`);
  }
  return `${acknowledged} events were acknowledged; the counter of the source and the sum of all minutes say the same.`;
}
