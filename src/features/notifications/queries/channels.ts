import type { Kysely } from 'kysely';
import { type EpochMs, toRfc3339 } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { type Catalog, displayName } from '../../catalog/catalog.ts';
import type { BeatState } from '../actions/beat.ts';
import { channelsOf } from '../channel.ts';
import type { BeatShown, ChannelShown } from '../contract.ts';
import { specDigest } from '../delivery-id.ts';

const shownTime = (at: EpochMs | null | undefined): string | null =>
  at === null || at === undefined ? null : toRfc3339(at);

/** Every channel of the catalogue, in its order, with how it does. */
export async function channelsShown(records: Kysely<Tables>, catalog: Catalog): Promise<ChannelShown[]> {
  const [rows, counts] = await Promise.all([
    records.selectFrom('channel_states').selectAll().execute(),
    records
      .selectFrom('deliveries')
      .select(({ fn }) => ['channel', fn.countAll().as('waiting')])
      .where('state', '=', 'waiting')
      .groupBy('channel')
      .execute(),
  ]);
  const states = new Map(rows.map((row) => [row.channel, row]));
  const waiting = new Map(counts.map((row) => [row.channel, Number(row.waiting)]));
  return channelsOf(catalog).map((document): ChannelShown => {
    const { name } = document.metadata;
    const known = states.get(name);
    const closed = known?.closed_spec === specDigest(document.spec);
    const failing = known !== undefined && known.failing_since !== null;
    return {
      name,
      displayName: displayName(document),
      type: document.spec.type,
      money: document.spec.money,
      shadow: document.spec.shadow,
      state: closed ? 'closed' : failing ? 'failing' : known === undefined ? 'unused' : 'working',
      waiting: waiting.get(name) ?? 0,
      lastSentAt: shownTime(known?.sent_at),
      failingSince: shownTime(known?.failing_since),
      reason: known?.reason ?? null,
    };
  });
}

/** The proofs of life as they cross HTTP. */
export const beatsShown = (beats: readonly BeatState[]): BeatShown[] =>
  beats.map(({ to, calledAt, failingSince, reason }) => {
    return { to, calledAt: shownTime(calledAt), failingSince: shownTime(failingSince), reason };
  });

/** What does not come through, for the health page: channels, the heartbeat, the always-firing alerts. */
export async function channelsFailing(
  records: Kysely<Tables>,
  catalog: Catalog,
  beats: readonly BeatState[],
): Promise<{ name: string; since: string; reason: string }[]> {
  const channels = (await channelsShown(records, catalog)).map(({ name, ...rest }) => ({ to: name, ...rest }));
  return [...channels, ...beatsShown(beats)].flatMap(({ to, failingSince, reason }) =>
    failingSince === null ? [] : [{ name: to, since: failingSince, reason: reason ?? 'no reason given' }],
  );
}
