/** A spreadsheet takes a cell that begins like this for a formula: = + - @ and their wide forms, tab, CR, LF. */
const formula = /^[=+\-@＝＋－＠\t\r\n]/;

/**
 * One row of CSV (RFC 4180, ended by CR LF). Text that a spreadsheet would run is made plain by a single quote in front of
 * it, within the quotes of the cell (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export function csvRow(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(text: string): string {
  const isFormula = formula.test(text);
  if (!isFormula && !/[",\r\n]/.test(text)) return text;
  return `"${isFormula ? "'" : ''}${text.replaceAll('"', '""')}"`;
}
