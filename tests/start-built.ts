/** Starts the built server (`dist`), asks for its health, its page, its description and what is critical, and stops it. Used by `.ci/run`. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The address that the server prints when it is ready. */
async function addressOf(server: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: server.stdout! })) {
    const address = /http:\/\/\S+/.exec(line)?.[0];
    if (address) return address;
  }
  throw new Error('the built server ended without naming its address');
}

/** How many components of an example the built server has worked out; 0 when that failed or a minute was not enough. */
async function workedOut(address: string, headers: Record<string, string>): Promise<number> {
  const text = readFileSync('examples/criticality/checkout.yaml', 'utf8');
  const body = JSON.stringify({ files: [{ path: 'checkout.yaml', text }] });
  const sent = { method: 'PUT', headers: { ...headers, 'content-type': 'application/json' }, body };
  await fetch(new URL('/api/v1/catalog', address), sent);
  for (let tries = 0; tries < 120; tries++) {
    const answer = await fetch(new URL('/api/v1/criticality', address), { headers });
    const { state, components } = (await answer.json()) as { state: string; components: object[] };
    if (state !== 'working') return state === 'ready' ? components.length : 0;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return 0;
}

const data = mkdtempSync(join(tmpdir(), 'waga-built-'));
const words = ['dist/src/cli/waga.js', 'serve', '--port', '0', '--data', join(data, 'store')];
const server = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
const ended = once(server, 'exit');
try {
  const address = await addressOf(server);
  const token = readFileSync(join(data, 'store/machine-token'), 'utf8').trim();
  const headers = { authorization: `Bearer ${token}` };
  for (const path of ['/healthz', '/', '/api/openapi.json', '/api/v1/balance']) {
    const { status } = await fetch(new URL(path, address), { headers });
    console.log(`built server: ${path} answers ${status}`);
    if (status !== 200) process.exitCode = 1;
  }
  const worked = await workedOut(address, headers);
  console.log(`built server: worked out ${worked} components in its thread`);
  if (worked === 0) process.exitCode = 1;
} finally {
  server.kill('SIGTERM');
  const [code] = await ended;
  console.log(`built server: ended with ${code}`);
  if (code !== 0) process.exitCode = 1;
  rmSync(data, { recursive: true });
}
