import type { Refusal } from './refusal.ts';

/** A row of a request before its fields are looked at: the value, or why there is none. */
export type Row = { value: unknown; refusal?: never } | { refusal: Refusal; value?: never };

/** The headers of a request; names in lower case. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;
