import { z } from 'zod';
import { Owner } from './fields.ts';

/** What customers buy; processes belong to it. */
export const ProductSpec = z.strictObject({ owner: Owner.optional(), productManager: Owner.optional() });
export type ProductSpec = z.infer<typeof ProductSpec>;
