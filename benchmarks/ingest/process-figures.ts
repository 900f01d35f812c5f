/** What Linux says of a process: processor time of all of its threads, and its memory. */
import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second, in which /proc counts: 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

const statusLine = (pid: number, name: string): number => {
  const found = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  if (found === null) throw new Error(`process ${pid} says no ${name}`);
  return Number(found[1]) * 1_024;
};

/** The most memory the process ever had resident, in bytes. */
export const peakBytes = (pid: number): number => statusLine(pid, 'VmHWM');

/** Memory resident now, in bytes. */
export const residentBytes = (pid: number): number => statusLine(pid, 'VmRSS');

/** Processor seconds, user and system, of the process and of its children that live (a cluster). */
export function processorSeconds(pid: number): number {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  let ticks = 0;
  for (const name of all) {
    const numbers = statOf(Number(name));
    if (numbers !== null && (numbers.pid === pid || numbers.parent === pid)) ticks += numbers.ticks;
  }
  return ticks / ticksPerSecond;
}

/** Processor seconds of each thread of the process that lives, with the name that Linux shows of it. */
export function threadSeconds(pid: number): Map<number, { name: string; seconds: number }> {
  const threads = new Map<number, { name: string; seconds: number }>();
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const numbers = statOf(Number(thread), `/proc/${pid}/task/${thread}/stat`);
    if (numbers === null) continue;
    threads.set(Number(thread), { name: numbers.name, seconds: numbers.ticks / ticksPerSecond });
  }
  return threads;
}

/** Null for a process or thread that ended meanwhile. */
function statOf(pid: number, file = `/proc/${pid}/stat`) {
  try {
    const text = readFileSync(file, 'utf8');
    const name = text.slice(text.indexOf('(') + 1, text.lastIndexOf(')'));
    // The name in brackets may hold anything, so fields are counted from its end.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { pid, name, parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
  } catch {
    return null;
  }
}
