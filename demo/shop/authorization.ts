/** The header by which Waga knows who sends: the token in the environment, as any service would be given one. */
export function authorization(): Record<string, string> {
  const token = process.env.WAGA_TOKEN;
  return token ? { authorization: `Bearer ${token}` } : {};
}
