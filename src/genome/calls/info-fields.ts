const escapes: Readonly<Record<string, string>> = {
  '3A': ':',
  '3B': ';',
  '3D': '=',
  '25': '%',
  '2C': ',',
  '0D': '\r',
  '0A': '\n',
  '09': '\t',
}

/** A value of INFO or FORMAT with the eight escapes of VCF 4.3 undone; any other percent sign stays. @example unescaped('a%3Bb%25c%zz') // 'a;b%c%zz' */
export const unescaped = (value: string): string =>
  value.includes('%')
    ? value.replace(/%([0-9A-Fa-f]{2})/g, (all, hex: string) => escapes[hex.toUpperCase()] ?? all)
    : value

/** The fields of an INFO column; a flag has the value ''. Of a key that stands twice the first counts. */
export const infoFields = (info: string): ReadonlyMap<string, string> => {
  const fields = new Map<string, string>()
  if (info === '.' || info === '') return fields
  for (const part of info.split(';')) {
    const at = part.indexOf('=')
    const key = at < 0 ? part : part.slice(0, at)
    if (key !== '' && !fields.has(key)) fields.set(key, at < 0 ? '' : unescaped(part.slice(at + 1)))
  }
  return fields
}
