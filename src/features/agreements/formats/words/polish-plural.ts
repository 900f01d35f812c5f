const rules = new Intl.PluralRules('pl');

/** Polish has three forms of a counted noun: 1 przerwa, 2 przerwy, 5 przerw; and 12 przerw, 22 przerwy. */
export function polishPlural(count: number, one: string, few: string, many: string): string {
  const rule = rules.select(count);
  return rule === 'one' ? one : rule === 'few' ? few : many;
}
