import type { VcfVersion } from './vcf-version.ts'

/** HLA alleles are contigs of the usual GRCh38 analysis sets; their names hold an asterisk and colons. */
const hla = /^HLA-[0-9A-Z]+\*[0-9:]+[A-Z]?$/
const before43 = /^[^\s,:<>]+$/
const in43 = /^[0-9A-Za-z!#$%&+./;?@^_|~-][0-9A-Za-z!#$%&+./;=?@^_|~-]*$/
const from44 = /^[0-9A-Za-z!#$%&+./:;?@^_|~-][0-9A-Za-z!#$%&+./:;=?@^_|~-]*$/

/**
 * Whether a name may be that of a contig. From 4.3 on these are the names of SAM; an asterisk is taken in none of them (the collection refuses it anywhere)
 * except in names of HLA alleles, and a colon from 4.4 on.
 */
export const isContigName = (name: string, version: VcfVersion): boolean =>
  (version < 43 ? before43 : version === 43 ? in43 : from44).test(name) || hla.test(name)

/** Whether a text may be a name in a SAMPLE or PEDIGREE line: printable, without blanks, punctuation of lists, brackets and quotes. */
export const isPersonName = (name: string): boolean => /^[^\s,:*<>()[\]{}"'`=\\]+$/.test(name)

/** INFO keys from 4.3 on. */
export const infoKey = /^(?:[A-Za-z_][0-9A-Za-z_.]*|1000G)$/

/** FORMAT keys from 4.3 on. */
export const formatKey = /^[A-Za-z_][0-9A-Za-z_.]*$/

const host = /^(?:[^/?#@]*@)?(\[[0-9a-f:.]+\]|[^/?#:]*)(?::\d{1,5})?(?:[/?#]|$)/i
const ipv4 = /^(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}$/
const domain = /^(?=.*[a-z])[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*\.?$/i

/** Whether a text is an address: a scheme, and for all but files a host that is a name or an IP address. @example isUrl('ftp://8080:8080/x') // false */
export const isUrl = (text: string): boolean => {
  const parts = /^([A-Za-z][A-Za-z0-9+.-]*):(\/\/)?(\S+)$/.exec(text)
  if (parts === null) return false
  if (/^file$/i.test(parts[1] as string)) return true
  if (parts[2] === undefined) return false
  const name = host.exec(parts[3] as string)?.[1] ?? ''
  return name.startsWith('[') || ipv4.test(name) || domain.test(name)
}
