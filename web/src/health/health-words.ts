import type { HealthAnswer, HealthReason } from '../../../src/features/signals/health-contract.ts';
import { countText, grouped } from '../design/format/numbers.ts';
import type { IconName, Tone } from '../design/icons.tsx';

/** The state of the whole, for somebody who was woken. */
export const stateWords: Record<HealthAnswer['state'], { tone: Tone; icon: IconName; sentence: string }> = {
  ok: { tone: 'calm', icon: 'calm', sentence: 'Waga is well.' },
  warning: { tone: 'alarm', icon: 'alarm', sentence: 'Waga works, and somebody should look at something.' },
  failing: { tone: 'loss', icon: 'loss', sentence: 'Waga loses sight of something, or refuses data.' },
};

/** What to do about a reason, in the order in which one would try it. */
const advice: Record<HealthReason['code'], string> = {
  starting: 'Wait for the first evaluation; after a long stop it has more to read.',
  clock_late: 'Look at the jobs below: one that takes long holds up the others. If none does, the machine is too busy.',
  job_failed: 'The other jobs go on. The log holds the whole error; the job tries again at the next tick.',
  job_overrun: 'Nothing is lost. If it stays, give the machine more, or let the clock tick less often.',
  source_silent: 'See whether its sender runs and reaches this server. Its processes are unknown until it comes back.',
  source_full: 'Find the label with the most values on the page of the source, and leave it out at the sender.',
  channel_failing:
    'See the page Channels for the reason, mend it, and press Test. Messages wait and are tried for days.',
  vendor_unread:
    'Their last good copy stands. See the page of the vendor for the address and the reason; it is tried again by itself.',
  store_unreachable: 'Nothing can be stored or read there. See whether it runs and whether this machine reaches it.',
  store_refuses: 'See the disk below and who owns the data folder. Senders keep what was refused and try again.',
  ids_many:
    'A sender that repeats itself after minutes may be counted twice. Send ids only where repeats happen, or name batches by Idempotency-Key.',
  reader_failing:
    'What was answered well is kept and right. Please report the lines of the log that name the reader: it is a fault of Waga.',
  reader_ended:
    'Senders were told to send again; another thread took its place. If it stays, give the machine more memory, and report the lines of the log.',
  queue_filling: 'Writing is slower than what comes in. Senders are told to wait before anything is lost.',
  disk_low: 'Make room where the data folder lies, or keep measurements for fewer days.',
  disk_full: 'Make room now: nothing acknowledged is lost, but nothing more can be taken.',
  memory_high: 'If it stays there, look at the sources with the most series, or give the process more.',
};

export function adviceFor({ code }: Pick<HealthReason, 'code'>): string {
  return advice[code];
}

/** Where a reason leads further inside the product. */
export function placeOf({ code, subject }: Pick<HealthReason, 'code' | 'subject'>): string | null {
  if (code === 'channel_failing') return '/channels';
  if (code === 'vendor_unread') return '/vendors';
  return code === 'source_silent' || code === 'source_full' ? `/sources/${encodeURIComponent(subject)}` : null;
}

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** `1.5 GiB`, `320 MiB`, `12 B`: one decimal below ten. */
export function bytesText(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1_024 ** step;
  return `${value < 10 && step > 0 ? grouped(value.toFixed(1)) : countText(value)} ${units[step]}`;
}

/** `840 ms`, `1.2 s`. */
export function millisecondsText(milliseconds: number): string {
  return milliseconds < 1_000
    ? `${countText(Math.max(milliseconds > 0 ? 1 : 0, milliseconds))} ms`
    : `${(milliseconds / 1_000).toFixed(1)} s`;
}
