import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPostgres } from '../../src/stores/records/postgres.ts';
import { postgresBin } from '../needs.ts';

export interface PostgresServer {
  /** The address of a new, empty database. */
  database(): Promise<string>;
  stop(): Promise<void>;
}

/**
 * A real PostgreSQL of its own in a temporary folder, reached over a Unix socket only. PostgreSQL refuses to run as root,
 * so root starts it as the user `postgres`. Its default text order is English: the tables must say otherwise by themselves.
 */
export async function startPostgres(): Promise<PostgresServer> {
  const bin = postgresBin()!;
  const folder = mkdtempSync(join(tmpdir(), 'waga-postgres-'));
  const user = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);

  const data = join(folder, 'data');
  const initdb = ['-D', data, '-U', 'waga', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
  const english = ['--locale-provider=icu', '--icu-locale=en-US'];
  execFileSync(join(bin, 'initdb'), [...initdb, ...english], { ...user, stdio: 'ignore' });

  const server = spawn(join(bin, 'postgres'), ['-D', data, '-k', folder, '-c', 'listen_addresses='], {
    ...user,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await saysReady(server);
  const address = (name: string) => `postgres://waga@localhost/${name}?host=${encodeURIComponent(folder)}`;
  let databases = 0;
  return {
    async database() {
      const name = `contract_${++databases}`;
      const pool = openPostgres(address('postgres'), 1);
      await pool.query(`CREATE DATABASE ${name}`);
      await pool.end();
      return address(name);
    },
    async stop() {
      const ended = once(server, 'exit');
      server.kill('SIGINT');
      await ended;
      if (existsSync(folder)) rmSync(folder, { recursive: true });
    },
  };
}

function idOf(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
}

async function saysReady(server: ChildProcess): Promise<void> {
  let said = '';
  for await (const chunk of server.stderr!.iterator({ destroyOnReturn: false })) {
    said += chunk;
    if (said.includes('ready to accept connections')) {
      server.stderr!.resume();
      return;
    }
  }
  throw new Error(`PostgreSQL did not start: ${said}`);
}
