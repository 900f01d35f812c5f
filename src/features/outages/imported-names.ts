/** As long as a name of the catalogue may be. */
const longestName = 63;

/** How names of another system become names of the catalogue. */
export interface NameRule {
  /** Put in front of what is made of a name. */
  prefix: string;
  /** Names that are told one by one, as the other system has them; the prefix is not put in front of these. */
  named: ReadonlyMap<string, string>;
}

/**
 * The name in the catalogue: as told, else lower case with hyphens, `Pull Requests` → `pull-requests`, behind the prefix. Null where
 * nothing is left of the name.
 */
export function catalogueName(name: string, { prefix, named }: NameRule): string | null {
  const told = named.get(name);
  if (told !== undefined) return told;
  const plain = name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return plain === '' ? null : `${prefix}${plain}`.slice(0, longestName).replace(/-+$/, '');
}

/** Components as the catalogue writes them, to be put into a file of it; of a vendor, or one's own. */
export function componentsText(components: ReadonlyMap<string, string>, vendor: string | null): string {
  const type = vendor === null ? 'service' : 'vendor';
  return [...components]
    .map(
      ([name, displayName]) =>
        `apiVersion: waga/v1\nkind: Component\nmetadata: {name: ${name}, displayName: ${JSON.stringify(displayName)}}\nspec: {type: ${type}}\n`,
    )
    .join('---\n');
}
