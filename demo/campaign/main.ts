import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pastCampaigns } from '../model/past.ts';

// The sale lies some weeks before today, so its catalogue document cannot stand in a file.
const { values } = parseArgs({ options: { out: { type: 'string' }, until: { type: 'string' } } });
const until = Number(values.until);
if (values.out === undefined || !Number.isSafeInteger(until)) throw new Error('--out DIR and --until MS are needed');
const documents = pastCampaigns(until).map(({ from, to, factor }) =>
  [
    'apiVersion: waga/v1',
    'kind: Campaign',
    'metadata: {name: autumn-sale, displayName: Autumn sale}',
    'spec:',
    `  from: ${new Date(from).toISOString()}`,
    `  to: ${new Date(to).toISOString()}`,
    `  factor: "${factor.toFixed(2)}"`,
    '  processes: [payment, cashback]',
  ].join('\n'),
);
writeFileSync(join(values.out, 'campaign.yaml'), `${documents.join('\n---\n')}\n`);
