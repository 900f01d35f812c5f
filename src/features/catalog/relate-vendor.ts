import type { Document } from './document.ts';
import type { Problem } from './kind.ts';
import { unknownReferences } from './references.ts';
import { unknownOwners } from './unknown-owners.ts';
import type { VendorSpec } from './vendor.ts';

/** What a vendor says of other documents, and what cannot come of it as it is written. */
export function relateVendor({ spec }: Document<VendorSpec>, all: readonly Document[]): Problem[] {
  const components = spec.components.map((name, index) => ({ name, path: ['spec', 'components', index] }));
  const channels = spec.contacts.flatMap(({ channel }, index) =>
    channel === undefined ? [] : [{ name: channel, path: ['spec', 'contacts', index, 'channel'] }],
  );
  const mapped = Object.entries(spec.statusPage?.components ?? {}).map(([theirs, name]) => {
    return { name, path: ['spec', 'statusPage', 'components', theirs] };
  });
  return [
    ...unknownReferences(all, 'Component', [...components, ...mapped]),
    ...unknownReferences(all, 'Channel', channels),
    ...unknownOwners(all, spec.owner, ['spec', 'owner']),
    ...mapped
      .filter(({ name }) => !spec.components.includes(name))
      .map(({ name, path }): Problem => {
        const message = `${name} is not among components: what they tell of it would be matched to nothing`;
        return { code: 'bad_value', severity: 'error', message, path };
      }),
    ...readForNothing(spec),
  ];
}

function readForNothing({ components, statusPage, calendar }: VendorSpec): Problem[] {
  if (components.length > 0 || (statusPage === undefined && calendar === undefined)) return [];
  const key = statusPage === undefined ? 'calendar' : 'statusPage';
  const message = 'components names nothing that comes from them: what is read there is matched to nothing';
  return [{ code: 'bad_value', severity: 'warning', message, path: ['spec', key] }];
}
