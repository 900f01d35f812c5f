/** The router leaves `#`, `/` and `?` of a name in the path as they were encoded; this is the name as the server knows it. */
export function wholeName(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
