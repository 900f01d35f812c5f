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
  /** The address of a new database that is as the one at `address` is, which nobody may use meanwhile. */
  copyOf(address: string): Promise<string>;
  stop(): Promise<void>;
}

/**
 * A real PostgreSQL of its own in a temporary folder, reached over a Unix socket only. PostgreSQL refuses to run as root,
 * so root starts it as the user `postgres`. Its default text order is English: the tables must say otherwise by themselves. It does not
 * wait for the disk: what it wrote outlives it, not the machine.
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

  const quick = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off'];
  const settings = ['listen_addresses=', ...quick].flatMap((setting) => ['-c', setting]);
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-k', folder, ...settings], {
    ...user,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await saysReady(server);
  const address = (name: string) => `postgres://waga@localhost/${name}?host=${encodeURIComponent(folder)}`;
  let databases = 0;
  const create = async (template: string): Promise<string> => {
    const name = `contract_${++databases}`;
    const pool = openPostgres(address('postgres'), 1);
    await pool.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`);
    await pool.end();
    return address(name);
  };
  return {
    database: () => create('template1'),
    copyOf: (from) => create(new URL(from).pathname.slice(1)),
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
