import { describe, expect, test } from 'vitest'
import { bgzf, bytesOf, gzip } from '../bytes/packed.fixture.ts'
import { memorySource } from '../bytes/memory-source.ts'
import { portableInflate } from '../bytes/portable-inflate.ts'
import { faultCases } from './fault-cases.fixture.ts'
import { checkVcf, faultCodes, type Validity } from './index.ts'
import { validTexts } from './valid-texts.fixture.ts'

const check = (
  content: string | Uint8Array,
  mode: 'strict' | 'lenient' = 'strict',
  chunk = 1 << 20,
): Promise<Validity> =>
  checkVcf(memorySource('a.vcf', content, chunk), { inflate: portableInflate, mode, lineLimit: 2000 })
const errors = (v: Validity): readonly string[] =>
  v.findings.filter((f) => f.severity === 'error').map((f) => `${f.code}@${f.at.line}`)

/** The text of a case as bytes; y with diaeresis stands for a byte that is no UTF-8. */
const bytesOfCase = (text: string): Uint8Array => {
  const bytes = bytesOf(text)
  const at = bytes.findIndex((b, i) => b === 0xc3 && bytes[i + 1] === 0xbf)
  return at < 0 ? bytes : Uint8Array.from([...bytes.slice(0, at), 0xff, ...bytes.slice(at + 2)])
}

describe('texts without fault', () => {
  test.each(Object.entries(validTexts))(
    '%s has no error and no warning in strict mode, packed or not',
    async (_, text) => {
      for (const content of [text, text.replaceAll('\n', '\r\n'), gzip(text), bgzf(text)]) {
        const v = await check(content)
        expect(v.findings).toEqual([])
        expect([v.errors, v.warnings]).toEqual([0, 0])
      }
    },
  )

  test('what was read is counted', async () => {
    const v = await check(validTexts.cohort43)
    expect([v.version, v.rows, v.samples]).toEqual([43, 3, ['N1', 'N2', 'N3']])
  })
})

describe('texts with one fault', () => {
  test.each(faultCases.map((c, i) => [`${i + 1}. ${c.code}`, c] as const))(
    '%s is named where it stands',
    async (_, c) => {
      const v = await check(bytesOfCase(c.text))
      const named = v.findings.filter((f) => f.code === c.code)
      expect(named.map((f) => [f.at.line, f.severity])).toEqual([[c.line, c.severity]])
      expect(errors(v)).toEqual(c.severity === 'error' ? [`${c.code}@${c.line}`] : [])
      for (const f of v.findings) {
        expect(f.message).toMatch(/\S.*\.( \(|$)/)
        expect(f.remedy).not.toBe('')
      }
    },
  )

  test('every fault of the table is provoked by a case', () => {
    const provoked = new Set<string>(faultCases.map((c) => c.code))
    expect(Object.keys(faultCodes).filter((code) => !provoked.has(code))).toEqual([])
  })

  test('findings do not depend on how the bytes come', async () => {
    for (const c of faultCases) {
      const whole = await check(bytesOfCase(c.text))
      expect(await check(bytesOfCase(c.text), 'strict', 7)).toEqual(whole)
    }
  })
})

describe('lenient mode', () => {
  const lenient = async (code: string): Promise<string | undefined> => {
    const c = faultCases.find((x) => x.code === code)
    const v = await check(bytesOfCase(c?.text ?? ''), 'lenient')
    return v.findings.find((f) => f.code === code)?.severity
  }

  test('what can be read safely is a warning or less', async () => {
    for (const code of [
      'VCF_META_INFO_NUMBER',
      'VCF_POS_UNSORTED',
      'VCF_INFO_TYPE',
      'VCF_LAST_LINE_OPEN',
      'VCF_GT_INVALID',
    ])
      expect([code, await lenient(code)]).toEqual([code, 'warning'])
    expect(await lenient('VCF_COMMENT_AMONG_ROWS')).toBe('info')
  })

  test('what would make a call unsure stays an error', async () => {
    for (const code of [
      'VCF_ALT_BASE',
      'VCF_REF_BASE',
      'VCF_SAMPLE_TWICE',
      'VCF_SAMPLE_FIELDS',
      'VCF_COLUMN_LINE_WRONG',
    ])
      expect([code, await lenient(code)]).toEqual([code, 'error'])
  })

  test('header lines that the file lacks are told as they are assumed', async () => {
    const rows = [
      '#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS',
      '1\t9\t.\tC\tT\t.\tlow\tDP=3;mine=4\tGT:AD\t0/1:2,1',
      '',
    ]
    const v = await check(['##fileformat=VCFv4.3', '##contig=<ID=2>', ...rows].join('\n'), 'lenient')
    expect(v.errors).toBe(0)
    expect(v.headerRepairs).toEqual([
      '##contig=<ID=1>',
      '##FILTER=<ID=low,Description="Not described">',
      '##FORMAT=<ID=GT,Number=1,Type=String,Description="Reserved key">',
      '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Reserved key">',
      '##INFO=<ID=DP,Number=1,Type=Integer,Description="Reserved key">',
      '##INFO=<ID=mine,Number=.,Type=String,Description="Not described">',
    ])
  })
})

describe('bytes that cannot be had', () => {
  test('an empty file, a cut file and another format are errors of the container', async () => {
    expect((await check('')).findings.map((f) => f.code)).toEqual(['FILE_EMPTY'])
    const cut = await check(bgzf(validTexts.calls42).slice(0, 200))
    expect(cut.findings.filter((f) => f.code === 'FILE_BGZF_CUT_OFF').map((f) => f.severity)).toEqual(['error'])
    const zlib = await check(Uint8Array.from([0x78, 0x9c, 0, 1, 2, 3]))
    expect(zlib.findings[0]?.remedy).toContain('zlib.decompress')
  })

  test('a BGZF file without its closing block is a warning', async () => {
    const v = await check(bgzf(validTexts.calls42, 100, false))
    expect(v.findings.map((f) => [f.code, f.severity])).toEqual([['FILE_NO_END_MARKER', 'warning']])
  })
})

test('of one kind twenty findings are kept and all are counted', async () => {
  const row = '1\t9\t.\tR\tT\t.\t.\t.\n'
  const v = await check(`##fileformat=VCFv4.3\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n${row.repeat(500)}`)
  expect(v.errors).toBe(500)
  expect(v.findings.length).toBe(21)
})

test('contigs of HLA alleles are taken, as the analysis sets of GRCh38 have them', async () => {
  const v = await check(
    '##fileformat=VCFv4.3\n##contig=<ID=HLA-A*01:01:01:01,length=3503>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\nHLA-A*01:01:01:01\t9\t.\tA\tT\t.\t.\t.\n',
  )
  expect(v.findings).toEqual([])
})
