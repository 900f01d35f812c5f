import { z } from 'zod';
import { Estimate } from '../../../maths/estimate.ts';

const When = z.iso.datetime();

/** One asking of a vendor about an incident: whom, since when they are silent, who is next. */
export const VendorCall = z.object({
  id: z.string(),
  vendor: z.string(),
  vendorName: z.string(),
  incident: z.string(),
  /** `waiting`: nobody answered yet; `answered`; `exhausted`: every contact was asked and nobody answered; `ended`: the incident is over. */
  state: z.enum(['waiting', 'answered', 'exhausted', 'ended']),
  /** The contacts in their order; `askedAt` null: not yet. `by` null: Waga told them through a channel. */
  contacts: z.array(
    z.object({
      number: z.number().int(),
      name: z.string(),
      role: z.string().nullable(),
      email: z.string().nullable(),
      phone: z.string().nullable(),
      url: z.string().nullable(),
      channel: z.string().nullable(),
      /** When it was their turn; null: not yet. One who is due and not asked has to be asked by a person. */
      dueAt: When.nullish(),
      askedAt: When.nullable(),
      askedBy: z.string().nullable(),
    }),
  ),
  startedAt: When,
  startedBy: z.string().nullable(),
  /** When silence moves on to the next contact; null: it does not. */
  nextAt: When.nullable(),
  nextContact: z.number().int().nullable(),
  answer: z.object({ at: When, by: z.string(), contact: z.number().int(), words: z.string() }).nullable(),
  may: z.array(z.enum(['asked', 'answered', 'end'])),
});
export type VendorCall = z.infer<typeof VendorCall>;

/** An incident or a planned window as the vendor tells of it, from their status page or calendar. */
export const VendorTold = z.object({
  id: z.string(),
  vendor: z.string(),
  kind: z.enum(['incident', 'maintenance']),
  title: z.string(),
  /** In their words: investigating, identified, monitoring, resolved; scheduled, in progress, completed. */
  status: z.string(),
  impact: z.string().nullable(),
  from: When,
  to: When.nullable(),
  url: z.string().nullable(),
  components: z.array(z.string()),
  /** Their last words on it. */
  words: z.string().optional(),
  /** Ours that it is matched to: incidents and outages of what stands on them, in the same time. */
  matched: z.array(
    z.object({ kind: z.enum(['incident', 'outage']), id: z.string(), name: z.string(), why: z.string() }),
  ),
});
export type VendorTold = z.infer<typeof VendorTold>;

/** How reading their page or calendar goes. */
export const VendorReading = z.object({
  what: z.enum(['status-page', 'calendar']),
  url: z.string(),
  readAt: When.nullable(),
  failingSince: When.nullable(),
  reason: z.string().nullable(),
});
export type VendorReading = z.infer<typeof VendorReading>;

export const VendorRow = z.object({
  name: z.string(),
  displayName: z.string(),
  owner: z.string().nullable(),
  components: z.array(z.object({ component: z.string(), name: z.string() })),
  days: z.number().int(),
  /** By their fault (alone or in part), unplanned, in so many days; overlaps once. */
  outages: z.number().int(),
  minutes: z.number().int(),
  /** Their part of all unplanned down-time in the ledger. Null where there was none. */
  shareOfDowntime: z
    .object({ numerator: z.number().int(), denominator: z.number().int(), text: z.string() })
    .nullable(),
  money: z.array(Estimate),
  windows: z.object({
    kept: z.number().int(),
    overrun: z.number().int(),
    overrunMinutes: z.number().int(),
    late: z.number().int(),
  }),
  /** As they say it themselves; null: not read, or not known. */
  saysNow: z.string().nullable(),
  readings: z.array(VendorReading),
});
export type VendorRow = z.infer<typeof VendorRow>;

/** GET /api/v1/vendors?days=90. */
export const VendorsAnswer = z.object({
  asOf: When,
  days: z.number().int(),
  vendors: z.array(VendorRow),
  moneyHidden: z.boolean(),
});
export type VendorsAnswer = z.infer<typeof VendorsAnswer>;

/** GET /api/v1/vendors/:name?days=90. */
export const VendorPage = VendorRow.extend({
  asOf: When,
  contacts: VendorCall.shape.contacts.element.omit({ dueAt: true, askedAt: true, askedBy: true }).array(),
  silenceMinutes: z.array(z.number().int()),
  told: z.array(VendorTold),
  calls: z.array(VendorCall),
  outageList: z.array(
    z.object({
      id: z.string(),
      subject: z.string(),
      from: When,
      to: When.nullable(),
      cause: z.string(),
      fault: z.enum(['vendor', 'both']),
      money: Estimate.nullable(),
    }),
  ),
  windowList: z.array(
    z.object({
      name: z.string(),
      from: When,
      to: When,
      state: z.string(),
      overrunMinutes: z.number().int(),
      inTime: z.boolean().nullable(),
    }),
  ),
  moneyHidden: z.boolean(),
});
export type VendorPage = z.infer<typeof VendorPage>;

/** POST /api/v1/incidents/:id/vendors (right `respond`): the vendor was asked; the clock starts. */
export const NewVendorCall = z
  .object({ vendor: z.string().max(63), contact: z.number().int().min(1).max(20).default(1) })
  .meta({ examples: [{ vendor: 'payfast', contact: 1 }] });
export type NewVendorCall = z.infer<typeof NewVendorCall>;
/** POST /api/v1/vendor-calls/:id/acts (right `respond`). */
export const NewVendorAct = z
  .discriminatedUnion('act', [
    z.object({ act: z.literal('asked'), contact: z.number().int().min(1).max(20) }),
    z.object({
      act: z.literal('answered'),
      contact: z.number().int().min(1).max(20),
      words: z.string().trim().min(1).max(2_000),
    }),
    z.object({ act: z.literal('end'), reason: z.string().trim().min(3).max(2_000) }),
  ])
  .meta({ examples: [{ act: 'answered', contact: 1, words: 'They see it too and work on it.' }] });
export type NewVendorAct = z.infer<typeof NewVendorAct>;
/** GET /api/v1/incidents/:id/vendors. */
export const IncidentVendors = z.object({ calls: z.array(VendorCall), told: z.array(VendorTold) });
export type IncidentVendors = z.infer<typeof IncidentVendors>;
