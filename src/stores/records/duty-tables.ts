import type { EpochMs } from '../../maths/instants.ts';

/** What duty keeps beside the catalogue. */
export interface DutyTables {
  test_pages: TestPages;
  duty_calendars: DutyCalendars;
}

/** A page that was asked for to see whether it arrives. `channels` is a JSON list of names; `person` null: nobody was on call. */
export interface TestPages {
  id: string;
  rotation: string;
  person: string | null;
  channels: string;
  made_at: EpochMs;
  made_by: string;
  made_by_name: string;
  acknowledged_at: EpochMs | null;
  acknowledged_by_name: string | null;
}

/** The last good copy of a calendar that a rotation is read from (null before the first), and since when it cannot be read. */
export interface DutyCalendars {
  url: string;
  text: string | null;
  read_at: EpochMs | null;
  failing_since: EpochMs | null;
  reason: string | null;
}
