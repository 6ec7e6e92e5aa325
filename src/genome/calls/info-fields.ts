import { readInfo } from '../vcf/vcf-row.ts'

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

/** The fields of an INFO column with their escapes undone; a flag has the value ''. Of a key that stands twice the first counts. */
export const infoFields = (info: string): ReadonlyMap<string, string> =>
  new Map([...readInfo(info)].map(([key, value]) => [key, value === true ? '' : unescaped(value)]))
