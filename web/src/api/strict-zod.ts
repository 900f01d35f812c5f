import { z } from 'zod';

// The content policy forbids code made at run time, which Zod's fast path is. Schemas look at this when they are made,
// so this module is imported before any of them.
z.config({ jitless: true });
