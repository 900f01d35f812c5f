import { z } from 'zod';
import { cut } from './told.ts';

const Summary = z.looseObject({
  status: z.looseObject({ description: z.string() }),
  components: z.array(z.looseObject({ id: z.string().nullish(), name: z.string(), status: z.string() })).nullish(),
});

const mostNamed = 5;

/**
 * How a vendor says that theirs is doing, by the summary of a status page: "Partial System Outage (Payments API: major outage)". `used` are
 * the names or ids of what is used of theirs; none: all are named. Null for what says nothing of it.
 */
export function saysNow(summary: unknown, used: readonly string[]): string | null {
  const read = Summary.safeParse(summary);
  if (!read.success) return null;
  const { status, components } = read.data;
  const isUsed = ({ id, name }: { id?: string | null | undefined; name: string }): boolean =>
    used.length === 0 || used.includes(name) || (id != null && used.includes(id));
  const worse = (components ?? []).filter((one) => one.status !== 'operational' && isUsed(one));
  const named = worse
    .slice(0, mostNamed)
    .map((one) => `${cut(one.name, 80)}: ${cut(one.status.replaceAll('_', ' '), 40)}`);
  const more = worse.length > mostNamed ? ` and ${worse.length - mostNamed} more` : '';
  const words = cut(status.description, 200);
  return named.length === 0 ? words : `${words} (${named.join(', ')}${more})`;
}
