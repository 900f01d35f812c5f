import type { EpochMs } from '../../maths/instants.ts';

/** What people write. Instants are epoch milliseconds (64-bit), documents are JSON as text. */
export interface Tables {
  catalog_versions: CatalogVersions;
  catalog_documents: CatalogDocuments;
  drops: Drops;
  alarms: Alarms;
  settings: Settings;
}

export interface CatalogVersions {
  version: number;
  applied_at: EpochMs;
  applied_by: string;
  digest: string;
}

/** A document lives in the versions from `from_version` up to, not including, `until_version` (null: still there). */
export interface CatalogDocuments {
  kind: string;
  name: string;
  from_version: number;
  until_version: number | null;
  document: string;
  file: string;
  line: number;
  col: number;
}

/** A drop of a process' business result; `class` is P1 or P2, `state` is what the job needs to go on. */
export interface Drops {
  id: string;
  process: string;
  onset: EpochMs;
  detected_at: EpochMs;
  ended_at: EpochMs | null;
  class: string | null;
  state: string;
  updated_at: EpochMs;
}

/** An interval in which a component's technical objective was broken. */
export interface Alarms {
  id: string;
  component: string;
  measure: string;
  started_at: EpochMs;
  ended_at: EpochMs | null;
  updated_at: EpochMs;
}

export interface Settings {
  name: string;
  value: string;
}
