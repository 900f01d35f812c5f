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

/** Null for a process that ended meanwhile. */
function statOf(pid: number): { pid: number; parent: number; ticks: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold anything, so fields are counted from its end.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { pid, parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
  } catch {
    return null;
  }
}
