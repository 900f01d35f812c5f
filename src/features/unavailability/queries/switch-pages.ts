import { ProductError } from '../../../errors.ts';
import { type EpochMs, toRfc3339 } from '../../../maths/instants.ts';
import type { Who } from '../../access/who.ts';
import { type Catalog, documentNamed, documentsOf } from '../../catalog/catalog.ts';
import { moneyShown } from '../../impact/hide-money.ts';
import type { SwitchSpec } from '../switches/switch.ts';
import type { SwitchesAnswer, SwitchPage } from '../switches/switch-contract.ts';
import { reasonShown, sorted, switchShown } from '../switches/switch-shown.ts';
import type { SwitchQueries } from './switches.ts';

export interface SwitchPageDeps {
  catalog: { current(): Catalog };
  switches: SwitchQueries;
  now(): EpochMs;
}

/** Every switch of the catalogue, or those of a process: what needs a look first. */
export async function switchesShown(
  { catalog, switches, now }: SwitchPageDeps,
  process: string | undefined,
  who: Who | null,
): Promise<SwitchesAnswer> {
  const current = catalog.current();
  const showing = { catalog: current, who, isShown: moneyShown(who?.money ?? [], current) };
  const kept = await switches.all();
  const shown = documentsOf<SwitchSpec>(current.documents, 'Switch')
    .filter(({ spec }) => process === undefined || spec.process === process)
    .map((document) => {
      const { name } = document.metadata;
      return switchShown(document, kept.get(name) ?? switches.none(name), switches.breaker(name), showing);
    });
  return { asOf: toRfc3339(now()), switches: sorted(shown) };
}

/** One switch with its history, newest first. Throws ProductError `not_found`. */
export async function switchPage(
  { catalog, switches }: SwitchPageDeps,
  name: string,
  who: Who | null,
): Promise<SwitchPage> {
  const current = catalog.current();
  const document = documentNamed<SwitchSpec>(current.documents, 'Switch', name);
  if (document === undefined) throw new ProductError('not_found', 'No switch has this name.');
  const isShown = moneyShown(who?.money ?? [], current);
  const shown = switchShown(document, await switches.one(name), switches.breaker(name), {
    catalog: current,
    who,
    isShown,
  });
  const sees = isShown(document.spec.process);
  const acts = (await switches.acts(name)).map(({ switch: _, incident: __, ...act }) => ({
    ...act,
    why: reasonShown(act.why, sees),
  }));
  return { ...shown, acts, moneyHidden: !sees };
}
