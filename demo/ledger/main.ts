import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { comingMaintenance, pastOutages, type ToldOutage } from './past-outages.ts';
import { toldCustomers } from './told-customers.ts';

const dayMs = 86_400_000;
/** What is younger nobody has looked at yet. */
const draftDays = 5;

/** Writes the ledger of the history: what people had on record, what is still a draft, and what customers are told, as bodies of the public API. */
const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    until: { type: 'string' },
    days: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
  },
});
const until = Number(values.until);
if (values.out === undefined || !Number.isSafeInteger(until)) throw new Error('--out DIR and --until MS are needed');
const past = pastOutages(Number(values.seed), until - Number(values.days) * dayMs, until);
const isYoung = ({ from }: ToldOutage): boolean => Date.parse(from) >= until - draftDays * dayMs;
const outages = [...past.filter((one) => !isYoung(one)), comingMaintenance(until)];
const drafts = past.filter(isYoung).map(({ id: _, ...draft }) => draft);
const told = toldCustomers(outages, until);
const ledger = { recorded: { source: 'the old sheet of outages', outages }, drafts, told };
writeFileSync(join(values.out, 'ledger.json'), JSON.stringify(ledger));
