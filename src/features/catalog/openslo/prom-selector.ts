/** What a query of Prometheus selects, so that two ways of writing it compare equal. */
export interface Selector {
  metric: string;
  /** Labels with the patterns of Waga (a trailing `*` stands for any ending), sorted. */
  only: ReadonlyMap<string, string>;
  except: ReadonlyMap<string, string>;
}

const wrapped = /^(?:sum|rate|irate|increase)(?:\s*by\s*\([^)]*\))?\s*\((.*)\)(?:\s*by\s*\([^)]*\))?$/s;
const matcher = /^\s*([a-zA-Z_]\w*)\s*(=~|!~|!=|=)\s*("(?:[^"\\]|\\.)*")\s*$/;

/**
 * The selector inside a query that only adds it up or takes its increase: `sum(rate(x{a="b"}[5m]))` selects what `x{a="b"}` does.
 * Null for anything else, and for regular expressions that no pattern of Waga says.
 */
export function selectorOf(query: string): Selector | null {
  let text = query.trim();
  for (let inner = wrapped.exec(text); inner !== null; inner = wrapped.exec(text)) text = inner[1]!.trim();
  text = text.replace(/\s*\[[^\]]*\]$/, '');
  const parts = /^([a-zA-Z_:][\w:]*)?\s*(?:\{(.*)\})?$/s.exec(text);
  if (parts === null) return null;
  const only = new Map<string, string>();
  const except = new Map<string, string>();
  let metric = parts[1] ?? '';
  for (const one of matchersIn(parts[2] ?? '')) {
    const found = matcher.exec(one);
    if (found === null) return null;
    const [, label = '', operator = '', quoted = ''] = found;
    const value = quoted.slice(1, -1).replace(/\\(.)/g, '$1');
    const patterns = operator.endsWith('~') ? patternsOf(value) : [value];
    if (patterns === null) return null;
    if (label === '__name__' && operator === '=') metric = value;
    else (operator.startsWith('!') ? except : only).set(label, patternText(patterns));
  }
  return metric === '' ? null : { metric, only, except };
}

/** One text for a filter's value, whatever the order of its patterns. */
export const patternText = (wanted: string | readonly string[]): string =>
  [...new Set(typeof wanted === 'string' ? [wanted] : wanted)].sort().join('\u0000');

/** Splits at commas that stand outside of quotes. */
function matchersIn(text: string): string[] {
  return (text.match(/(?:[^,"]|"(?:[^"\\]|\\.)*")+/g) ?? []).filter((one) => one.trim() !== '');
}

/** `5..|404` as `5*` and `404`: an ending of any letters, or of so many digits, is any ending. */
function patternsOf(expression: string): string[] | null {
  const inner = /^\((?:\?:)?([^()]*)\)$/.exec(expression)?.[1] ?? expression;
  const patterns = inner.split('|').map((one) => {
    const found = /^([\w\-/: ]*)((?:\.[*+]?|\\?d(?:\{\d\})?|\[0-9\](?:\{\d\})?|\[0-9\][*+])*)$/.exec(
      one.replaceAll('\\d', '[0-9]').replaceAll('\\.', '\u0001'),
    );
    if (found === null) return null;
    return `${found[1]!.replaceAll('\u0001', '.')}${found[2] === '' ? '' : '*'}`;
  });
  return patterns.every((one) => one !== null) ? patterns : null;
}
