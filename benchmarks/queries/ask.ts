/** Asks over HTTP on loopback by one connection that is kept, and takes the time until the whole answer is there. */
import { once } from 'node:events';
import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** The body of a good answer; anything else throws with the answer's beginning. */
export async function send(url: string, headers: Record<string, string>, body?: string): Promise<string> {
  const sent = request(url, { agent, method: body === undefined ? 'GET' : 'POST', headers });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [import('node:http').IncomingMessage];
  const pieces: Buffer[] = [];
  for await (const piece of answer) pieces.push(piece as Buffer);
  const text = Buffer.concat(pieces).toString('utf8');
  if (answer.statusCode! < 200 || answer.statusCode! > 299) {
    throw new Error(`${url} answered ${answer.statusCode}: ${text.slice(0, 300)}`);
  }
  return text;
}

/** A form. */
export const post = (url: string, form: Record<string, string>): Promise<string> => {
  const body = new URLSearchParams(form).toString();
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    'Content-Length': String(Buffer.byteLength(body)),
  };
  return send(url, headers, body);
};

export interface Asked {
  /** Milliseconds of each run that counts. */
  times: number[];
  /** Which run was the last. */
  last: number;
  /** The last answer. */
  answer: string;
}

/**
 * Asks everybody in turn, `runs` times after `warm` times that do not count, so that what else the machine does falls on all alike;
 * `run` counts from 0, so that each turn may ask of another window.
 * `mostMs` ends the turns early, but not before three: a slow answer is no reason to wait for an hour.
 */
export async function alternately<Name extends string>(
  runs: number,
  asks: Record<Name, (run: number) => Promise<string>>,
  mostMs = 40_000,
  warm = 1,
): Promise<Record<Name, Asked>> {
  const names = Object.keys(asks) as Name[];
  const all = Object.fromEntries(names.map((name) => [name, { times: [], last: 0, answer: '' }])) as unknown as Record<
    Name,
    Asked
  >;
  const began = performance.now();
  for (let run = 0; run < warm + runs && (run < warm + 3 || performance.now() - began < mostMs); run++) {
    for (const name of run % 2 === 0 ? names : names.toReversed()) {
      const at = performance.now();
      all[name].answer = await asks[name](run);
      all[name].last = run;
      if (run >= warm) all[name].times.push(performance.now() - at);
    }
  }
  return all;
}
