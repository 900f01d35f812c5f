import type { EpochMs } from '../../maths/instants.ts';

/** Vendors who are asked, and what they tell of themselves. */
export interface VendorTables {
  vendor_calls: VendorCalls;
  vendor_told: VendorTolds;
  vendor_readings: VendorReadings;
}

/** One asking of a vendor; `call` is JSON, `version` rises with every write. */
export interface VendorCalls {
  id: string;
  vendor: string;
  incident: string;
  state: string;
  started_at: EpochMs;
  call: string;
  version: number;
}

/** An incident or a planned window as the vendor told of it last; `what` is where: status-page or calendar. `told` is JSON. */
export interface VendorTolds {
  vendor: string;
  what: string;
  id: string;
  kind: string;
  from_at: EpochMs;
  to_at: EpochMs | null;
  told: string;
}

/** How reading one of their addresses goes. `marks` is JSON: by file the ETag of its last good copy. */
export interface VendorReadings {
  vendor: string;
  what: string;
  url: string;
  marks: string;
  says: string | null;
  read_at: EpochMs | null;
  failing_since: EpochMs | null;
  reason: string | null;
}
