/** Starts the built server (`dist`), asks for its health, its page and its description, and stops it. Used by `.ci/run`. */
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
} finally {
  server.kill('SIGTERM');
  const [code] = await ended;
  console.log(`built server: ended with ${code}`);
  if (code !== 0) process.exitCode = 1;
  rmSync(data, { recursive: true });
}
