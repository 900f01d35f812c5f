/**
 * The longest beginning of a text that `fits`, ended at a white space where there is one, else within a word; at least one
 * character, so that whoever goes on with the rest comes to an end. Whatever fits, a shorter beginning fits too.
 */
export function fittingPart(text: string, fits: (beginning: string) => boolean): string {
  let [low, high] = [1, text.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(text.slice(0, middle))) low = middle;
    else high = middle - 1;
  }
  if (low === text.length) return text;
  const space = text.slice(0, low + 1).search(/\s\S*$/);
  return text.slice(0, space > 0 ? space : low);
}
