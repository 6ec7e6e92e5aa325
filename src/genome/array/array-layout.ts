/**
 * How one file of a consumer array lays out its rows: column numbers from 0. Either `genotype` (both letters together) or `alleles` (two columns) is there;
 * `chrom` and `pos` are absent where only the rsid is given. `plusStrand`: the maker states letters on the plus strand of the reference.
 */
export type ArrayLayout = {
  readonly maker: string
  readonly plusStrand: boolean
  readonly delimiter: RegExp
  readonly id: number
  readonly chrom?: number
  readonly pos?: number
  readonly genotype?: number
  readonly alleles?: readonly [number, number]
  readonly firstLine: number
}

/** Makers by the words in the lines above the data. Those that state plus-strand letters do so in that text or in their help pages. */
const makers: readonly (readonly [name: string, words: RegExp, plusStrand: boolean])[] = [
  ['23andMe', /23andMe/i, true],
  ['AncestryDNA', /AncestryDNA/i, true],
  ['MyHeritage', /MyHeritage/i, true],
  ['FamilyTreeDNA', /famfinder|familytreedna/i, false],
  ['LivingDNA', /Living ?DNA/i, false],
  ['Genes for Good', /Genes for Good/i, false],
  ['Mapmygenome', /Mapmygenome/i, false],
  ['SelfDecode', /SelfDecode/i, false],
  ['Circle', /^#+ *Circle/im, false],
  ['DNA.Land', /DNA\.Land/i, false],
  ['23Mofang', /23Mofang/i, false],
  ['Código 46', /CODIGO46/i, false],
  ['Sano', /^Content\s+SANO|derived from the corresponding VCF file/im, false],
  ['PLINK', /^#+ *Below is a text version of your data/im, false],
]

/** Makers that say nothing of themselves, by names that only they give their columns. */
const makersByColumns: readonly (readonly [name: string, columns: RegExp])[] = [
  ['FamilyTreeDNA', /^RSID,CHROMOSOME,POSITION,RESULT$/],
  ['tellmeGen', /^rsid,Chromosome,position,genotype$/],
  ['Mapmygenome', /\bGC\.Score\b/],
  ['Sano', /,allele_1,allele_2$/],
]

/** The cells of a row without quotes and blanks around them. */
export const arrayCells = (line: string, delimiter: RegExp): readonly string[] =>
  line
    .replaceAll('"', '')
    .trimEnd()
    .split(delimiter)
    .map((c) => c.trim())

const columnsByName = (
  names: readonly string[],
): Omit<ArrayLayout, 'maker' | 'plusStrand' | 'delimiter' | 'firstLine'> | undefined => {
  const at = (form: RegExp): number | undefined => {
    const i = names.findIndex((n) => form.test(n))
    return i < 0 ? undefined : i
  }
  const id = at(/^rsid$/i) ?? at(/^(snp[ ._]?name|name|markername|snp|id)$/i)
  const chrom = at(/^(chromosome|chrom|chr)$/i)
  const pos = at(/^(position|pos|build37position)$/i)
  const genotype = at(/^(genotype|result|gt)$/i)
  const first = at(/^allele1(\.\.\.| - )plus$/i) ?? at(/^allele_?1$/i) ?? at(/^allele1(\.\.\.| - )forward$/i)
  const second = at(/^allele2(\.\.\.| - )plus$/i) ?? at(/^allele_?2$/i) ?? at(/^allele2(\.\.\.| - )forward$/i)
  if (id === undefined || (genotype === undefined && (first === undefined || second === undefined))) return undefined
  const place = { ...(chrom === undefined ? {} : { chrom }), ...(pos === undefined ? {} : { pos }) }
  if (first !== undefined && second !== undefined) return { id, ...place, alleles: [first, second] }
  return genotype === undefined ? undefined : { id, ...place, genotype }
}

const columnsByShape = (
  cells: readonly string[],
): Omit<ArrayLayout, 'maker' | 'plusStrand' | 'delimiter' | 'firstLine'> | undefined => {
  const [id, chrom, pos, a, b] = cells
  if (
    id === undefined ||
    !/^(rs\d+|i\d+|[\w.:-]+)$/i.test(id) ||
    !/^(chr)?(\d{1,2}|X|Y|XY|MT?|PAR)$/i.test(chrom ?? '') ||
    !/^\d+$/.test(pos ?? '')
  )
    return undefined
  if (cells.length === 4 && /^([ACGTID0-]{1,2}|[ACGT-]\/[ACGT-])$/i.test(a ?? ''))
    return { id: 0, chrom: 1, pos: 2, genotype: 3 }
  if (cells.length === 5 && /^[ACGTID0-]$/i.test(a ?? '') && /^[ACGTID0-]$/i.test(b ?? ''))
    return { id: 0, chrom: 1, pos: 2, alleles: [3, 4] }
  return undefined
}

/** Works out the layout from the beginning of a file; undefined when it is no array file. A VCF never is. */
export const arrayLayout = (head: string): ArrayLayout | undefined => {
  if (/^(##fileformat=VCF|#CHROM\t)/im.test(head)) return undefined
  const lines = head.split(/\r?\n/)
  const preface = lines
    .slice(0, 60)
    .filter((l) => l.startsWith('#') || /^(Content|\[)/.test(l))
    .join('\n')
  const maker = makers.find(([, words]) => words.test(preface))
  for (const [i, line] of lines.slice(0, 400).entries()) {
    const bare = line.replace(/^#+\s*/, '')
    if (bare === '' || bare.startsWith('[')) continue
    const delimiter = bare.includes('\t') ? /\t+/ : bare.includes(',') ? /,/ : / {2,}/
    const split = arrayCells(bare, delimiter)
    // Some names of columns are set apart by several blanks where the rows have tabs.
    const cells = columnsByName(split) === undefined ? arrayCells(bare, /\t+|,| {2,}/) : split
    const columns = columnsByName(cells) ?? (line.startsWith('#') ? undefined : columnsByShape(split))
    if (columns === undefined) continue
    const plusColumns = columns.alleles !== undefined && /plus$/i.test(cells[columns.alleles[0]] ?? '')
    const statesPlus = /plus strand/i.test(preface) && !/forward strand/i.test(preface)
    const named = columnsByName(cells) !== undefined
    // Extra blanks between the names of the columns do not say how the rows are cut.
    const sample = lines.slice(i + (named ? 1 : 0)).find((l) => l !== '' && !l.startsWith('#')) ?? ''
    const rowDelimiter = sample.includes('\t') ? /\t+/ : sample.includes(',') ? /,/ : delimiter
    const byColumns = named ? makersByColumns.find(([, names]) => names.test(cells.join(','))) : undefined
    return {
      maker: maker?.[0] ?? byColumns?.[0] ?? 'not named',
      plusStrand: (maker?.[2] ?? false) || plusColumns || statesPlus,
      delimiter: rowDelimiter,
      ...columns,
      firstLine: named ? i + 2 : i + 1,
    }
  }
  return undefined
}

/** Whether a file that begins so is the raw data of a consumer array. */
export const isArrayText = (head: string): boolean => arrayLayout(head) !== undefined
