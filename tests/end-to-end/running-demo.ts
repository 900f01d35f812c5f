import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BalanceMatrix, BalanceNow, BalanceProcess } from '../../src/features/balance/contract.ts';

const waga = 'src/cli/waga.ts';
const minute = 60_000;

interface Truth {
  from: string;
  to: string;
  processes: Record<string, Record<'expected' | 'actual' | 'lost', { count: number; minor: number; money: string }>>;
}

/** `waga demo` as a user starts it, and what a user can ask of it. */
export interface RunningDemo {
  waga: string;
  shop: string;
  /** Seconds from the command to the printed addresses. */
  startedAfter: number;
  /** The cookie of the person whom the demo made, as a header. */
  session: { cookie: string };
  balance(): Promise<BalanceNow>;
  payment(): Promise<BalanceProcess>;
  matrix(from: number): Promise<BalanceMatrix>;
  truth(from: string, to: string): Promise<Truth>;
  fail(name: string, state: 'on' | 'off'): void;
  /** Sends SIGINT as Ctrl-C does and resolves with the exit code. */
  stop(): Promise<number | null>;
}

async function json<Answer>(url: string, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(url, { headers });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Answer;
}

interface Said {
  waga: string;
  shop: string;
  name: string;
  password: string;
}

/** What the command prints when it is ready. */
function said(child: ChildProcess): Promise<Said> {
  const errors: string[] = [];
  createInterface({ input: child.stderr! }).on('line', (line) => errors.push(line));
  return new Promise((resolve, reject) => {
    let text = '';
    createInterface({ input: child.stdout! }).on('line', (line) => {
      text += `${line}\n`;
      const all = /^Waga: +(\S+)\nSign in: +(\S+) \/ (\S+)\nThe shop: +(\S+)/m.exec(text);
      if (all) resolve({ waga: all[1]!, name: all[2]!, password: all[3]!, shop: all[4]! });
    });
    child.once('exit', (code) => reject(new Error(`waga demo ended with ${code}:\n${errors.join('\n')}`)));
  });
}

/** The cookie that signing in with what was printed gives. */
async function signIn({ waga: server, name, password }: Said): Promise<{ cookie: string }> {
  const answer = await fetch(`${server}/api/v1/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, password }),
  });
  if (!answer.ok) throw new Error(`signing in as ${name} answered ${answer.status}`);
  return { cookie: answer.headers.getSetCookie()[0]!.split(';')[0]! };
}

export async function startDemo(args: readonly string[]): Promise<RunningDemo> {
  const began = performance.now();
  const command = [waga, 'demo', '--port', '0', '--shop-port', '0', ...args];
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const at = await said(child);
  const session = await signIn(at);
  const balance = () => json<BalanceNow>(`${at.waga}/api/v1/balance`, session);
  return {
    ...at,
    session,
    startedAfter: (performance.now() - began) / 1_000,
    balance,
    payment: async () => (await balance()).processes.find(({ name }) => name === 'payment')!,
    matrix(from) {
      const window = new URLSearchParams({ from: new Date(from).toISOString(), to: new Date().toISOString() });
      return json(`${at.waga}/api/v1/balance/matrix?${window}&process=payment`, session);
    },
    truth: (from, to) => json(`${at.shop}/truth?${new URLSearchParams({ from, to })}`),
    fail(name, state) {
      const switched = spawnSync(process.execPath, [waga, 'demo', 'fail', name, state, '--shop', at.shop]);
      if (switched.status !== 0) throw new Error(String(switched.stderr));
    },
    stop() {
      child.kill('SIGINT');
      return exited;
    },
  };
}

/** Asks every two seconds until `holds`; after `until` (epoch milliseconds) it fails with the last answer. */
export async function eventually<Answer>(
  ask: () => Promise<Answer>,
  holds: (answer: Answer) => boolean,
  until: number,
): Promise<Answer> {
  for (;;) {
    const answer = await ask();
    if (holds(answer)) return answer;
    if (Date.now() > until) throw new Error(`not in time: ${JSON.stringify(answer).slice(0, 4_000)}`);
    await sleep(2_000);
  }
}

/** The end of the second full minute after an instant, with the time that sending and the clock's step take. */
export function twoFullMinutesAfter(at: number): number {
  return Math.ceil(at / minute) * minute + 2 * minute + 15_000;
}

/** Waga's lost money of payment's open drop against what the simulation knows of the same minutes: (Waga − truth) / truth. */
export async function moneyError(
  demo: RunningDemo,
  process: BalanceProcess,
): Promise<{ error: number; minutes: number }> {
  const { drop, window } = process.impact;
  if (!drop?.money) throw new Error(`no drop with money: ${JSON.stringify(process.impact)}`);
  const { lost } = (await demo.truth(drop.onset, window.to)).processes.payment!;
  const minutes = (Date.parse(window.to) - Date.parse(drop.onset)) / minute;
  return { error: (drop.money.value - lost.minor) / lost.minor, minutes };
}
