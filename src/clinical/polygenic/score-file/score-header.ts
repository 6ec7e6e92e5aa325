import type { Build } from '../../../genome/index.ts'

/** Lines that begin with `#`, by key in lower case with underscores; the first statement of a key stands. */
export type HeaderLines = Readonly<Record<string, string>>

/** Keys of the first format and of OmicsPred under the names of the second. */
const renamed: Readonly<Record<string, string>> = {
  reported_trait: 'trait_reported',
  original_genome_build: 'genome_build',
  number_of_variants: 'variants_number',
  pgs_license: 'license',
  licence: 'license',
}

/** The text without what a spreadsheet put around it: a closing run of tabs, quotes about the whole, quotes doubled within. */
export const unquoted = (text: string): string => {
  const bare = text.trim()
  return bare.length > 1 && bare.startsWith('"') && bare.endsWith('"') ? bare.slice(1, -1).replaceAll('""', '"') : bare
}

/** Key and value of a `#key=value` or `# Key = value` line; undefined for titles and sections. Doubled quotes within a value are made single. */
export const headerLine = (text: string): readonly [key: string, value: string] | undefined => {
  const bare = unquoted(text)
  const found = /^#+\s*([A-Za-z][A-Za-z0-9_ /()-]{0,60}?)\s*=\s*(.*)$/.exec(bare)
  if (found === null) return undefined
  const key = (found[1] as string).toLowerCase().replaceAll(/[ -]+/g, '_')
  return [
    (Object.hasOwn(renamed, key) ? renamed[key] : undefined) ?? key,
    (found[2] as string).trim().replaceAll('""', '"'),
  ]
}

/** What a header says of the build: one of ours, `none` where it says nothing or NR, or `other` for every other assembly. */
export const buildOfName = (name: string | undefined): Build | 'none' | 'other' => {
  const text = (name ?? '').trim().toLowerCase()
  if (text === '' || text === 'nr' || text === 'na' || text === '.') return 'none'
  if (/^(grch37(\.p\d+)?|hg19|b37|hs37d5|build ?37)$/.test(text)) return 'GRCh37'
  if (/^(grch38(\.p\d+)?|hg38|b38|build ?38)$/.test(text)) return 'GRCh38'
  return 'other'
}

/** How weights are to be read: `ratio`: odds, hazard or risk ratios, of which the natural logarithm counts. Everything else is on the scale of the sum already. */
export const weightScale = (weightType: string | undefined): 'ratio' | 'additive' =>
  /^\s*(or|hr|rr|odds ratio|hazard ratio|risk ratio)\b/i.test(weightType ?? '') ? 'ratio' : 'additive'
