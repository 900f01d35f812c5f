import { type EpochMs, second } from '../../../maths/instants.ts';
import { pageOutages, type Statuspage } from '../statuspage.ts';
import { cut, type Told } from './told.ts';

type PageIncident = NonNullable<Statuspage['incidents']>[number];

/** A page shows the last fifty of each; who sends more is read so far. */
export const mostTold = 200;
const [mostComponents, mostUpdates, longestId] = [100, 50, 200];

/**
 * What a status page tells: the incidents of one file, or the planned work of the other, newest first. Planned work stands as it was
 * announced (`scheduled_for`, `scheduled_until`), whenever it was really done; without those times it is no window.
 */
export function toldByPage(page: Statuspage): Told[] {
  const { incidents = [], scheduled_maintenances: planned = [] } = page;
  const ends = new Map(pageOutages(page).map((one) => [one.id, one]));
  const told = [...incidents, ...planned].flatMap((one): Told[] => {
    if (one.id.length > longestId) return [];
    const seen = ends.get(one.id);
    if (planned.includes(one)) return window(one, seen?.to ?? null);
    // planned work has a file of its own
    if (seen === undefined || one.impact === 'maintenance') return [];
    const { from, to, impact } = seen;
    return [{ ...shared(one), kind: 'incident', impact, from, to, announcedAt: null, endedAt: null }];
  });
  const byId = new Map(told.map((one) => [one.id, one]));
  return [...byId.values()].sort((a, b) => b.from - a.from).slice(0, mostTold);
}

function window(one: PageIncident, ended: EpochMs | null): Told[] {
  const { scheduled_for: begin, scheduled_until: end } = one;
  if (!begin || !end) return [];
  const [from, to] = [whole(begin), whole(end)];
  const isDone = word(one.status ?? '') === 'completed';
  // called off, or done before its time: nothing stands still then
  if (from >= to || (isDone && ended !== null && ended <= from)) return [];
  const announcedAt = one.created_at ? whole(one.created_at) : null;
  const endedAt = isDone ? ended : null;
  return [{ ...shared(one), kind: 'maintenance', impact: null, from, to, announcedAt, endedAt }];
}

const whole = (text: string): EpochMs => Math.floor(Date.parse(text) / second) * second;
const word = (status: string): string => status.trim().toLowerCase().replaceAll('_', ' ');

function shared(one: PageIncident): Pick<Told, 'id' | 'title' | 'status' | 'url' | 'components' | 'updates'> {
  const updates = (one.incident_updates ?? []).map(({ status, body, display_at, created_at }) => {
    const at = display_at ?? created_at ?? null;
    return { at: at === null ? null : whole(at), status: word(cut(status, 50)), words: cut(body ?? '') };
  });
  const ordered = updates.sort((a, b) => (a.at ?? 0) - (b.at ?? 0)).slice(-mostUpdates);
  return {
    id: one.id,
    title: cut(one.name, 300) || 'without a title',
    status: word(cut(one.status ?? ordered.at(-1)?.status ?? '', 50)),
    url: address(one.shortlink) ?? address(one.url),
    components: (one.components ?? []).slice(0, mostComponents).map(({ id, name }) => {
      return { id: typeof id === 'string' ? cut(id, longestId) : null, name: cut(name, longestId) };
    }),
    updates: ordered,
  };
}

/** Only an address of the web: it becomes a link. */
function address(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > 500 || !URL.canParse(value)) return null;
  return /^https?:$/.test(new URL(value).protocol) ? value : null;
}
